"""Kills a print run at thirty and more moments, and looks each time at what is left.

    python -m tests.runs.killing FOLDER SEED

A program of its own, because it forks runs that kill -9 ends with all their workers; it prints
one JSON line a moment, with everything that was wrong then, and one at the end.
"""

import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path

from checklist.catalog.tongues import Tongues
from checklist.children.roster import open_roster
from checklist.errors import UserError
from checklist.runs import crew, journal
from checklist.runs.printruns import plan, register
from checklist.runs.printruns.batch import Batch
from checklist.runs.printruns.gathering import Gatherer
from checklist.runs.printruns.ledgers import LedgerKeeper
from checklist.runs.printruns.pressroom import Setting, equip
from checklist.runs.speakers import Speakers
from tests.catalog.small import open_small
from tests.support import ROOT, TODAY

KILLS, MOST_RUNS = 30, 300  # a busy machine may end many a run before it is killed
CHILDREN, GROUPS = 36, 6
LONGEST = 5.0  # seconds a moment may lie after the start, whatever the machine


class Scene:
    """A roster and a catalog, opened once for all runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalog = open_small(self.folder / "catalog", {})
        self.roster = self.folder / "roster.csv"
        self.out = self.folder / "out"
        lines = [
            f"儿{n % 10}{n // 10},2019-05-{n % 28 + 1:02},昆山市,{n % GROUPS}班"
            for n in range(CHILDREN)
        ]
        self.roster.write_text("\n".join(["姓名,出生日期,现居住地,班级", *lines]), "utf-8")

    def run(self, *, here: bool = False) -> None:
        """A whole run, as the command makes it; or one made here, so that all is loaded."""
        wish = plan.Wish(TODAY, "zh-Hans", group_by="班级")
        on, facts, areas = TODAY, self.catalog.facts, self.catalog.areas
        roster = open_roster(self.roster, facts, areas, on, keep=("班级",))
        gathered, gatherer = plan.Gathered(), Gatherer(self.catalog, wish, None, lambda _: ())
        list(gatherer.gather(roster, gathered))
        with ExitStack() as stack:
            kept = stack.enter_context(register.opened(self.out, "roster", None))
            setting = Setting(
                facts=facts, areas=areas, listings=gatherer.listings, wish=wish,
                speakers=Speakers(Tongues({}, {}, {}), areas, ROOT / "templates"),
                templates=ROOT / "templates", work=kept.work, cache=self.folder / "galleys",
                desk="zh-Hans",
            )  # fmt: skip
            documents = tuple(plan.documents(gathered, wish, kept.digest))
            batch = Batch(gathered, documents, kept, setting, 2, 60, time.monotonic)
            batch.look()
            keeper = LedgerKeeper(batch, ())
            batch.clear([] if keeper.due else [keeper.file])
            if here:
                room = equip(setting)
                for order in batch.orders(listed=True):
                    room(order, lambda _: None)
            elif keeper.due:
                list(batch.print(listed=True))
                keeper.write()

    def forget(self, names: list[str]) -> None:
        """Undo documents and the ledger, with their lines."""
        gone = {*names, "ledger.xlsx"}
        for name in gone:
            (self.out / name).unlink(missing_ok=True)
        manifest = self.out / register.MANIFEST
        if records := [
            record for record in journal.read(manifest) if record.get("file") not in gone
        ]:
            manifest.unlink()
            journal.append(manifest, *records)

    def content(self) -> dict[str, str]:
        """The digest of every file in sight."""
        return {path.name: digest(path) for path in sorted(self.out.glob("[!.]*.[px]*"))}

    def wrong(self, whole: dict[str, str]) -> Iterator[str]:
        """What must not be after a run that was killed."""
        for name, found in self.content().items():
            if whole.get(name) != found:
                yield f"{name} is torn"
        for record in journal.read(self.out / register.MANIFEST)[1:]:
            if self.content().get(str(record["file"])) != record["sha256"]:
                yield f"{record['file']} is noted and not there"


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def killed(scene: Scene, after: float) -> bool:
    """Start a run and kill it with all its workers; whether it had ended before."""
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        scene.run()
        os._exit(0)
    os.setpgid(pid, pid)  # both, so that neither has to wait for the other
    deadline = time.monotonic() + after
    while time.monotonic() < deadline:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            assert status == 0, f"a run ended with {status}"
            return True
        time.sleep(0.002)
    os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    while not gone(scene.out):  # its workers, which forking made heirs of the lock
        time.sleep(0.002)
    return False


def gone(folder: Path) -> bool:
    """Whether nobody holds a folder any more."""
    try:
        with journal.held(folder):
            return True
    except UserError:
        return False
    except FileNotFoundError:  # killed before there was a folder
        return True


def main(folder: Path, seed: int) -> None:
    crew._SPAWN = multiprocessing.get_context("fork")  # type: ignore[assignment]  # noqa: SLF001 - ready at once
    chance = random.Random(seed)  # noqa: S311 - no secret
    scene = Scene(folder)
    scene.run(here=True)  # typesets what all later runs paste
    shutil.rmtree(scene.out)
    started = time.monotonic()
    scene.run()
    span = min(time.monotonic() - started, LONGEST)
    whole = scene.content()
    shutil.rmtree(scene.out)
    kills = runs = 0
    while kills < KILLS and runs < MOST_RUNS:
        after = chance.uniform(0, span)
        ended = killed(scene, after)
        kills, runs = kills + (not ended), runs + 1
        span *= 0.6 if ended else 1.02  # the machine is not always as busy
        there = sorted(path.name for path in scene.out.glob("*.pdf")) if scene.out.exists() else []
        wrong = list(scene.wrong(whole)) if scene.out.exists() else []
        tell(after=after, ended=ended, there=len(there), wrong=wrong)
        scene.forget(there[:: chance.randint(1, 3)])  # so that there is work again
    scene.run()
    names = [str(record["file"]) for record in journal.read(scene.out / register.MANIFEST)[1:]]
    hidden = sorted(path.name for path in scene.out.glob(".*"))
    tell(same=scene.content() == whole, files=len(whole), noted=len(set(names)), hidden=hidden)


def tell(**said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()  # or workers forked later, which inherit what waits, would say it again


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
