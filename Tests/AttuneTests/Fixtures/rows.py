"""Reference data as JSON with one case on each line, for the scripts of this folder."""

import json


def plain(value):
    """The value with NumPy's types as those of Python, and numbers that are not finite as text."""
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, float) and value - value != 0:
        return str(value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def write(folder, name, top):
    rows = {
        key: ",\n  ".join(json.dumps(plain(row), allow_nan=False) for row in value)
        for key, value in top.items()
    }
    body = ",\n".join(f' "{key}": [\n  {text}\n ]' for key, text in rows.items())
    (folder / name).write_text("{\n" + body + "\n}\n", encoding="utf-8")
