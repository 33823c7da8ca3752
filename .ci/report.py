#!/usr/bin/env python3
"""Open reports and plots of all kinds of studies in Chromium, and test their interaction.

    report.py PATH/TO/attune [--chromium PROGRAM] [--keep FOLDER]

Optuna, which must be installed, writes the studies. With --keep, screenshots of the reports are saved
in the folder: light, dark, narrow, and printed.
"""

import argparse
import datetime
import json
import math
import os
import random
import subprocess
import sys
import tempfile
import time
import warnings

import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
from optuna.trial import TrialState

from browser import Browser

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)

PLOTS = [
    "optimization-history", "parameter-importances", "slice", "contour", "parallel-coordinates",
    "rank", "empirical-distribution", "intermediate-values", "pruning", "timeline",
    "pareto-front", "hypervolume-history", "population",
]

HACK = "window.hacked=1"
# Text that ends an element, an attribute, a script, a comment or a string early if it is not escaped.
HOSTILE = [
    f"<script>{HACK}</script>", f"</script><script>{HACK}</script>", f"<!--<script>{HACK}",
    f"</title></style></textarea><img src=x onerror={HACK}>", f'" onmouseover="{HACK}" x="',
    f"' onfocus='{HACK}' autofocus '", f"]]><svg onload={HACK}>", f"javascript:{HACK}",
    f"${{{HACK}}}`${{{HACK}}}`", f"\\u003cscript>{HACK}\\", "&lt;b&gt;&amp;&#60;",
    f'\\"); {HACK}; ("', "=HYPERLINK(1)", "\u202eright to left\u2066", "שלום עולם", "a\u2028b\u2029c",
    "line\nbreak\r\ttab", "\x00\x01\x1b[31mred\x7f\x85", "e\u0301 \U0001f9d1\u200d\U0001f680 \ufeff",
    "\\(1 + 1) \\u{41} \"\"\"", "", " ", "wide " * 2000, "x" * 10_000,
]


# Studies


class Recorder:
    """A study that Optuna writes trial by trial, one second apart."""

    def __init__(self, path, name, directions=("minimize",)):
        storage = JournalStorage(JournalFileBackend(path))
        self.study = optuna.create_study(
            study_name=name, storage=storage, directions=list(directions))
        self.moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)

    def add(self, space, values=None, state=TrialState.COMPLETE, reason=None, **more):
        trial = optuna.trial.create_trial(
            state=state, values=values, params={name: value for name, (value, _) in space.items()},
            distributions={name: kind for name, (_, kind) in space.items()},
            system_attrs={"attune:failure": reason} if reason is not None else {}, **more)
        trial.datetime_start = self.moment
        self.moment += datetime.timedelta(seconds=1)
        if state.is_finished():
            trial.datetime_complete = self.moment
        self.study.add_trial(trial)


def write_empty(path):
    Recorder(path, "nothing yet")


def write_one(path):
    Recorder(path, "one trial").add({"x": (0.25, FloatDistribution(0, 1))}, [0.0625])


def write_thirty(path):
    """A study with reports, pruning, failures, infinities and a running trial."""
    def objective(trial):
        rate = trial.suggest_float("rate", 1e-5, 1e-1, log=True)
        layers = trial.suggest_int("layers", 1, 4)
        activation = trial.suggest_categorical("activation", ["relu", "tanh", "logistic"])
        trial.set_user_attr("hardware", f"machine {trial.number % 3}")
        if trial.number == 7:
            raise MemoryError("the machine is full")
        if trial.number == 9:
            return math.inf
        loss = abs(math.log10(rate) + 3) + 0.2 * layers + 0.3 * (activation == "tanh")
        for step in range(10):
            trial.report(loss + 2 / (step + 1), step)
            if trial.should_prune():
                raise optuna.TrialPruned
        return loss

    study = optuna.create_study(
        study_name="digits-mlp", storage=JournalStorage(JournalFileBackend(path)),
        sampler=optuna.samplers.TPESampler(seed=1), pruner=optuna.pruners.MedianPruner(n_startup_trials=4))
    study.optimize(objective, n_trials=30, catch=MemoryError)
    study.set_user_attr("data", {"name": "digits", "rows": 1797})
    study.enqueue_trial({"rate": 0.01, "layers": 2, "activation": "relu"})
    study.ask()


def write_conditional(path):
    recorder = Recorder(path, "conditional")
    chance = random.Random(1)
    kinds = CategoricalDistribution(["forest", "network", None])
    for number in range(60):
        kind = chance.choice(kinds.choices)
        space = {"kind": (kind, kinds)}
        if kind == "forest":
            space["depth"] = (chance.randint(1, 12), IntDistribution(1, 12))
        elif kind == "network":
            layers = chance.randint(1, 3)
            space["layers"] = (layers, IntDistribution(1, 3))
            for layer in range(layers):
                space[f"width {layer}"] = (chance.randint(8, 256), IntDistribution(8, 256, log=True))
        # A range that grows during the study.
        high = 1.0 if number < 30 else 2.0
        space["dropout"] = (chance.uniform(0, high), FloatDistribution(0, high))
        recorder.add(space, [chance.random() + 0.1 * len(space)])


def write_multi(path):
    recorder = Recorder(path, "two objectives", ["minimize", "maximize"])
    recorder.study.set_metric_names(["loss", "accuracy"])
    chance = random.Random(2)
    for number in range(80):
        x, y = chance.random(), chance.random()
        space = {"x": (x, FloatDistribution(0, 1)), "y": (y, FloatDistribution(0, 1))}
        state = TrialState.FAIL if number % 20 == 19 else TrialState.COMPLETE
        recorder.add(space, [x * x + y, 1 - (1 - x) ** 2 - y / 3] if state.value == 1 else None, state)


def write_failed(path):
    recorder = Recorder(path, "only failures")
    for number in range(40):
        reason = [None, "no memory", f"division by zero in layer {number}"][number % 3]
        recorder.add({"x": (number / 40, FloatDistribution(0, 1))}, None, TrialState.FAIL, reason)


def write_hostile(path):
    recorder = Recorder(path, "".join(HOSTILE[:20]) + HOSTILE[-1])
    recorder.study.set_metric_names([HOSTILE[0] + HOSTILE[4]])
    chance = random.Random(3)
    choices = CategoricalDistribution([*HOSTILE, None, True, 1 << 60, 0.5, math.inf])
    for number in range(50):
        space = {text: (chance.random(), FloatDistribution(0, 1)) for text in HOSTILE}
        space["choice"] = (chance.choice(choices.choices), choices)
        text = HOSTILE[number % len(HOSTILE)]
        attributes = {HOSTILE[1]: text, HOSTILE[4]: {text: [text]}, text: 1 << 62}
        state = TrialState.FAIL if number % 5 == 4 else TrialState.COMPLETE
        recorder.add(space, [chance.random()] if state.value == 1 else None, state,
                     text if state.value == 3 else None, user_attrs=attributes)
    for text in HOSTILE:
        recorder.study.set_user_attr(text, text)


def write_large(path):
    recorder = Recorder(path, "ten thousand")
    chance = random.Random(4)
    choices = CategoricalDistribution(["a", "b", "c"])
    for number in range(10_000):
        space = {f"x{i}": (chance.random(), FloatDistribution(0, 1)) for i in range(8)}
        space["n"] = (chance.randint(1, 1000), IntDistribution(1, 1000, log=True))
        space["kind"] = (chance.choice(choices.choices), choices)
        value = sum((i + 1) * (space[f"x{i}"][0] - 0.5) ** 2 for i in range(8))
        recorder.add(space, [value], intermediate_values={s: value + 1 / (s + 1) for s in range(5)})


STUDIES = {
    "empty": write_empty, "one": write_one, "thirty": write_thirty,
    "conditional": write_conditional, "multi": write_multi, "failed": write_failed,
    "hostile": write_hostile, "large": write_large,
}


# Checks


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def check_peace(page):
    """Check that the page has no errors, no external requests and no injected content."""
    check(not page.troubles(), "\n".join(page.troubles()[:5]))
    check(page.value("window.hacked === undefined"), "a text of the study was run as a script")


def numbers(page):
    """The numbers of the trials in the table."""
    return page.value(
        "[...document.querySelectorAll('#trials tbody td:first-child')].map(c => Number(c.innerText))")


def check_document(page, study):
    """Check that names do not change the structure of the page."""
    scripts = page.value("[...document.scripts].map(s => s.type)")
    check(scripts == ["application/json", ""], f"scripts: {scripts}")
    strangers = page.value("document.querySelectorAll('img, iframe, link, object, embed, [onload],"
                           " [onerror], [onfocus], [onmouseover], textarea, base').length")
    check(strangers == 0, f"{strangers} unexpected elements")
    rows = page.value("JSON.parse(document.querySelector('#data').textContent).rows")
    check(sorted(row[0] for row in rows) == list(range(len(study.trials))), "rows of the data")
    title = page.value("document.querySelector('h1').textContent")
    plain = [c for c in study.study_name if c.isprintable() and c in title]
    check(len(plain) >= 0.9 * sum(c.isprintable() for c in study.study_name), "the title")
    check(page.value("document.documentElement.scrollWidth <= innerWidth"), "wider than the window")


def check_table(page, study):
    # Sort by the value: ascending, descending and in the original order.
    header = "document.querySelectorAll('#trials th')[2]"
    before = numbers(page)
    best = page.value("JSON.parse(document.querySelector('#data').textContent).best")
    check(before[:len(best)] == best[:len(before)] or len(best) > 1, f"{best} first, not {before[:3]}")
    for order, sign in [("ascending", 1), ("descending", -1)]:
        page.click(header + ".querySelector('button')")
        check(page.value(header + ".ariaSort") == order, f"aria-sort is not {order}")
        values = [study.trials[n].values[0] for n in numbers(page) if study.trials[n].values]
        check(values == sorted(values, key=lambda v: sign * v), f"not {order}: {values[:5]}")
    page.click(header + ".querySelector('button')")
    check(numbers(page) == before, "the third click does not restore the order")

    # Sort by the number with the keyboard.
    page.value("document.querySelector('#trials th button').focus()")
    page.key("Enter", 13)
    shown = list(range(len(study.trials)))[:50]
    check(numbers(page) == shown, f"Enter on a header does not sort: {numbers(page)[:5]}")
    if len(study.trials) > 50:
        page.click("document.querySelector('#next')")
        check(numbers(page)[0] == 50, "the next page does not follow")

    # A comparison in the filter.
    page.click("document.querySelector('#filter')")
    page.call("Input.insertText", text="trial<=3")
    check(numbers(page) == list(range(min(4, len(study.trials)))), f"filter: {numbers(page)}")
    page.value("document.querySelector('#filter').value = '';"
               "document.querySelector('#filter').dispatchEvent(new Event('input'))")

    # A state.
    failed = [t.number for t in study.trials if t.state == TrialState.FAIL]
    if failed:
        page.value("document.querySelector('#state').value = 'failed';"
                   "document.querySelector('#state').dispatchEvent(new Event('input'))")
        check(numbers(page) == failed[:50], f"failed trials: {numbers(page)}")
        page.value("document.querySelector('#state').value = '';"
                   "document.querySelector('#state').dispatchEvent(new Event('input'))")


def check_plots(page):
    """Test hovering, clicking, selecting a rectangle and Escape, with mouse events."""
    disc = "document.querySelector('figure circle[data-trial]')"
    if not page.value(f"{disc} !== null"):
        return
    number = page.value(f"Number({disc}.dataset.trial)")
    x, y = page.place(disc)
    page.mouse("mouseMoved", x, y)
    tip = page.value("document.querySelector('#tip').hidden ? '' : document.querySelector('#tip').innerText")
    check(tip.startswith("Trial "), f"the tip says {tip!r}")

    page.click(disc)
    selected = page.value("[...new Set([...document.querySelectorAll('figure .on')]"
                          ".map(m => Number(m.dataset.trial)))]")
    check(len(selected) == 1, f"a click selects {selected}")
    check(numbers(page) == selected, "the table does not show the trial clicked on alone")
    page.key("Escape", 27)
    check(not page.value("document.querySelector('.selecting, figure .on')"), "Escape does not clear")

    # Select the left half of the first plot with marks.
    box = page.value(f"""(() => {{
        const svg = {disc}.ownerSVGElement;
        svg.scrollIntoView({{ block: "center", behavior: "instant" }});
        const {{ x, y, width, height }} = svg.getBoundingClientRect();
        return [x, y, width, height];
    }})()""")
    x, y, width, height = box
    page.drag(x + 3, y + 3, x + width / 2, y + height - 3)
    inside = page.value(f"""(() => {{
        const marks = [...{disc}.ownerSVGElement.querySelectorAll("[data-trial]")];
        return [...new Set(marks.filter(m => m.classList.contains("on"))
            .map(m => Number(m.dataset.trial)))].sort((a, b) => a - b);
    }})()""")
    count = page.value("document.querySelector('#selection span').innerText")
    if inside:
        check(count.startswith(f"{len(inside)} trial"), f"{len(inside)} marked, but {count}")
        check(set(numbers(page)) <= set(inside), "the table shows others than the selected")
        marked = page.value("[...document.querySelectorAll('figure .on')]"
                            ".map(m => Number(m.dataset.trial))")
        check(set(marked) == set(inside), "other plots mark other trials")
        page.click("document.querySelector('#selection button')")
    check(not page.value("document.querySelector('.selecting, figure .on')"), "Clear does not clear")


def check_colours(page):
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    before = page.value(ground)
    page.click("document.querySelector('#theme')")
    check(page.value(ground) != before, "the switch does not change the colours")
    page.click("document.querySelector('#theme')")
    check(page.value(ground) == before, "the switch does not change the colours back")


def check_range(page):
    """Check that the box below a heading shows the full range of its plot, with and without scripts."""
    shown = ("[...document.querySelectorAll('figure:has(.range) svg')]"
             ".filter(svg => svg.checkVisibility()).map(svg => svg.id)")
    before = page.value(shown)
    check(not any(name.endswith("-full") for name in before), f"shown at first: {before}")
    for index in range(len(before)):
        page.click(f"document.querySelectorAll('.range input')[{index}]")
    check(page.value(shown) == [name + "-full" for name in before], "the boxes show nothing else")
    for index in range(len(before)):
        page.click(f"document.querySelectorAll('.range input')[{index}]")
    check(page.value(shown) == before, "the boxes do not show the first form again")


def check_policy(page):
    """Check that an injected script would not run."""
    page.value(f"""(async () => {{
        document.body.insertAdjacentHTML("beforeend",
            '<img src=x onerror="{HACK}"><a href="javascript:{HACK}" id=bad>bad</a>');
        const script = document.createElement("script");
        script.textContent = "{HACK}";
        document.body.append(script);
        document.querySelector("#bad").click();
        await new Promise(done => setTimeout(done, 50));
    }})()""")
    check(page.value("window.hacked === undefined"), "the policy lets a script run")
    check(any("Content Security Policy" in t for t in page.troubles()), "the policy is silent")


def check_report(browser, path, study, keep):
    with browser.page() as page:
        seconds = page.open(path)
        check_peace(page)
        check_document(page, study)
        if study.trials:
            check_table(page, study)
        check_plots(page)
        check_range(page)
        check_colours(page)
        check_peace(page)
        check_policy(page)
    with browser.page(scripts=False) as page:
        page.open(path)
        check(not page.troubles(), "without scripts: " + "\n".join(page.troubles()[:5]))
        visible = page.value("[...document.querySelectorAll('.full')].filter(e => e.checkVisibility()).length")
        check(not visible, f"without scripts: {visible} plots at full range")
    for kind, options in {
        "light": {}, "dark": {"dark": True}, "narrow": {"width": 400, "height": 800},
    }.items():
        with browser.page(**options) as page:
            page.open(path)
            check(page.value("document.documentElement.scrollWidth <= innerWidth"),
                  f"{kind}: wider than the window")
            if keep:
                page.screenshot(f"{keep}-{kind}.png")
                if kind == "light":
                    page.print(f"{keep}.pdf")
    return seconds


def check_plot(browser, path):
    with browser.page() as page:
        page.open(path)
        check_peace(page)
        root = page.value("document.documentElement.localName")
        check(root == "svg", f"{path} is {root}")
        broken = page.value("document.querySelector('parsererror, script, img, foreignObject')")
        check(not broken, f"{path} is not well-formed")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("attune")
    options.add_argument("--chromium", default="chromium")
    options.add_argument("--keep", help="save screenshots of the reports in this folder")
    options.add_argument("--only", nargs="*", default=list(STUDIES), help="names of the studies to test")
    options = options.parse_args()

    def attune(*arguments):
        return subprocess.run([options.attune, *arguments], capture_output=True, text=True)

    with tempfile.TemporaryDirectory() as folder, Browser(options.chromium) as browser:
        for name in options.only:
            journal = f"{folder}/{name}.journal"
            STUDIES[name](journal)
            [study] = optuna.get_all_study_names(JournalStorage(JournalFileBackend(journal)))
            study = optuna.load_study(
                study_name=study, storage=JournalStorage(JournalFileBackend(journal)))
            study = type("Study", (), {"study_name": study.study_name, "trials": study.trials})

            report = f"{folder}/{name}.html"
            start = time.monotonic()
            outcome = attune("report", "--journal", journal, "--output", report)
            making = time.monotonic() - start
            check(outcome.returncode == 0, f"{name}: {outcome.stderr}")
            try:
                keep = f"{options.keep}/{name}" if options.keep else None
                loading = check_report(browser, report, study, keep)
                drawn = 0
                for plot in PLOTS:
                    picture = f"{folder}/{plot}.svg"
                    outcome = attune("plot", plot, "--journal", journal, "--output", picture)
                    if outcome.returncode == 0:
                        check_plot(browser, picture)
                        drawn += 1
                    else:
                        check(len(outcome.stderr.splitlines()) == 1, f"{plot}: {outcome.stderr}")
                with browser.page() as page:
                    page.open(report)
                    figures = page.value("document.querySelectorAll('figure').length")
                    check(figures == drawn, f"{figures} plots in the report, {drawn} as SVG files")
            except (AssertionError, RuntimeError) as error:
                sys.exit(f"{name}: {error}")
            print(f"{name}: {len(study.trials)} trials, {drawn} plots, "
                  f"{os.path.getsize(report) / 1e6:.1f} MB, written in {making:.2f} s, "
                  f"loaded in {loading:.2f} s")


main()
