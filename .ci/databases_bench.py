"""The speed of Python Optuna in a database; see databases.py."""

import multiprocessing
import statistics
import time
import uuid

import optuna

from relational import storage

PARAMETERS = [f"x{index}" for index in range(10)]


def run(url, trials, workers, seconds):
    kind = url.split(":")[0]
    study = open_study(url, create=f"bench-{uuid.uuid4().hex}")
    run_trial(study)
    times = []
    for _ in range(trials):
        start = time.perf_counter()
        run_trial(study)
        times.append((time.perf_counter() - start) * 1000)
    print(
        f"Optuna on {kind}: {trials} trials, {statistics.mean(times):.1f} ms a trial, median "
        f"{statistics.median(times):.1f} ms", flush=True)
    for count in workers:
        done, failed, duration = throughput(url, count, seconds)
        processes = "process" if count == 1 else "processes"
        print(
            f"Optuna on {kind}: {count} {processes}, {done / duration:.1f} trials a second"
            + (f", {failed} failed" if failed else ""), flush=True)


def open_study(url, name=None, create=None):
    sampler = optuna.samplers.RandomSampler()
    if create:
        return optuna.create_study(study_name=create, storage=storage(url), sampler=sampler)
    return optuna.load_study(study_name=name, storage=storage(url), sampler=sampler)


def run_trial(study):
    trial = study.ask()
    study.tell(trial, sum(trial.suggest_float(name, 0, 1) ** 2 for name in PARAMETERS))


def throughput(url, count, seconds):
    """The trials that a number of processes finish in a time, the failed ones, and the time."""
    name = f"bench-{uuid.uuid4().hex}"
    open_study(url, create=name)
    # Forked, so that the libraries are loaded once.
    context = multiprocessing.get_context("fork")
    ready, results = context.Barrier(count + 1), context.Queue()
    processes = [
        context.Process(target=work, args=(url, name, seconds, ready, results), daemon=True)
        for _ in range(count)]
    for process in processes:
        process.start()
    ready.wait(timeout=300)
    start = time.perf_counter()
    answers = [results.get(timeout=seconds + 300) for _ in processes]
    duration = time.perf_counter() - start
    for process in processes:
        process.join()
    return sum(done for done, _ in answers), sum(failed for _, failed in answers), duration


def work(url, name, seconds, ready, results):
    study = open_study(url, name)
    run_trial(study)
    ready.wait(timeout=300)
    done = failed = 0
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        try:
            run_trial(study)
            done += 1
        except optuna.exceptions.StorageInternalError:
            failed += 1
    results.put((done, failed))
