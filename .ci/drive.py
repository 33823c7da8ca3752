"""Run studies with `attune-bench drive`, waiting for every answer.

    python .ci/drive.py ATTUNE_BENCH

Runs two studies in one process; the second, with the same seed, must repeat the first.
"""
import json, subprocess, sys


def run_study(program):
    def send(**request):
        program.stdin.write(json.dumps(request) + "\n")
        program.stdin.flush()

    def ask(**request):
        send(**request)
        return json.loads(program.stdout.readline())

    values = []
    send(op="start", direction="minimize", seed=3, budget=30, sampler="tpe")
    for number in range(30):
        send(op="begin", trial=number)
        bounds = {"low": 1e-3, "high": 1e3, "log": True, "step": None}
        x = ask(op="suggest", name="x", type="float", **bounds)["value"]
        n = ask(op="suggest", name="n", type="int", low=1, high=9, log=False, step=2)["value"]
        kind = ask(op="suggest", name="kind", type="categorical", choices=["a", "b"])["index"]
        assert 1e-3 <= x <= 1e3 and n in (1, 3, 5, 7, 9) and kind in (0, 1), (x, n, kind)
        values.append(abs(x - 1) + n + kind)
        assert isinstance(ask(op="report", step=0, value=values[-1])["prune"], bool)
        send(op="end", value=values[-1])
    return values


program = subprocess.Popen(
    [sys.argv[1], "drive"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
first, second = run_study(program), run_study(program)
program.stdin.write('{"op":"stop"}\n')
program.stdin.flush()
assert program.wait(10) == 0
assert first == second, "the same seed gave different values"
assert min(first[15:]) < min(first[:5]), "the sampler did not learn"
print(f"two studies of 30 trials are equal, best value {min(first):.3f}")
