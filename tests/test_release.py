"""A release has one version everywhere, and the steps of its workflow do what they say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.browser import needs_frontend
from tests.conftest import ROOT
from tests.histories import git
from twingraph import KnowledgeGraph, __version__
from twingraph.export.forms import FORMS

WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step["run"] for step in WORKFLOW["jobs"]["build"]["steps"] if "name" in step}
IS_VERSION = "The tag is the version, and the changelog tells of it"
IS_SOUND = "Nothing is in violation, and no IRI of the release before is gone"
ARRANGE = "Arrange what is attached, and what the site serves"


def test_the_versions_agree(real: KnowledgeGraph) -> None:
    """The package, the ontology's files and the dataset have one version; the changelog's last is no other."""
    stated = list(
        real.sparql("""SELECT ?thing ?class ?version ?iri {
            ?thing a ?class ; owl:versionInfo ?version
            FILTER(?class IN (owl:Ontology, <http://www.w3.org/ns/dcat#Dataset>))
            OPTIONAL { ?thing owl:versionIRI ?iri }
        } ORDER BY ?thing""")
    )
    assert len(stated) >= 3
    for row in stated:
        assert str(row.version) == __version__, row.thing
        if row["class"].endswith("Ontology"):
            assert row.iri == f"{row.thing}/{__version__}"
    [named] = real.sparql("""PREFIX dcat: <http://www.w3.org/ns/dcat#> SELECT ?dataset ?version ?current ?ofCurrent {
        ?dataset a dcat:Dataset ; dcat:version ?version ; dcat:hasVersion ?current ; dcat:hasCurrentVersion ?current .
        ?current dcat:isVersionOf ?dataset ; dcat:version ?ofCurrent
    }""")
    assert (str(named.version), str(named.ofCurrent)) == (__version__, __version__)
    assert named.current == f"{named.dataset}-{__version__}"
    cited = [str(row.text) for row in real.sparql("SELECT ?text { ?ontology a owl:Ontology ; "
             "<http://purl.org/dc/terms/bibliographicCitation> ?text }")]  # fmt: skip
    assert cited
    assert all(f"Version {__version__}," in text for text in cited)
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"] == __version__
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## \[(.+?)\]", changelog, re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert headings[1:2] in ([], [__version__])


def test_actions_are_pinned_and_permissions_are_few() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    for job in WORKFLOW["jobs"].values():
        for step in job["steps"]:
            assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"]) if "uses" in step else step["run"]


def run(step: str, folder: Path, tag: str = f"v{__version__}", **more: str) -> subprocess.CompletedProcess[str]:
    """Run a step as it stands, as a runner does."""
    program = folder.parent / "bin" / "twingraph"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m twingraph "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = {"GITHUB_REF_NAME": tag, "PYTHONPATH": str(ROOT), "PATH": f"{program.parent}:{os.environ['PATH']}"}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS[step]],
        cwd=folder,
        env=os.environ | environment | more,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_tag_that_is_not_the_version_stops_it(tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    changelog = folder / "CHANGELOG.md"
    told = f"# Changelog\n\n## [Unreleased]\n\n## [{__version__}] - 2026-12-01\n\n### Added\n\n- Ties.\n\n"
    told += "## [0.0.1]\n\n- Old.\n"
    changelog.write_text(told, encoding="utf-8")
    assert run(IS_VERSION, folder).returncode == 0
    assert (folder / "notes.md").read_text(encoding="utf-8").split() == ["###", "Added", "-", "Ties."]
    assert run(IS_VERSION, folder, "v9.9.9").returncode != 0
    changelog.write_text("# Changelog\n\n## [Unreleased]\n\n- Ties.\n", encoding="utf-8")
    assert run(IS_VERSION, folder).returncode != 0, "the changelog does not tell of the version"


NORTH = """@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix tg: <https://w3id.org/twingraph/ontology#> .

<https://example.org/world/id/place/north>
    a tg:Country ;
    rdfs:label
        "North"@en,
        "Север"@ru .
"""
SOUTH = NORTH.partition("\n\n")[2].replace("north", "south").replace("North", "South").replace("Север", "Юг")


@pytest.fixture
def repository(world_copy: Path) -> Path:
    git(world_copy, "init", "--quiet", "--initial-branch", "main")
    git(world_copy, "add", ".")
    git(world_copy, "commit", "--quiet", "--message", "first")
    return world_copy


def test_a_removed_iri_stops_it(repository: Path) -> None:
    # No Java is needed for what is tested here.
    step = STEPS[IS_SOUND]
    assert "--reason" in step
    STEPS["sound"] = step.replace(" --reason", "")
    countries = repository / "data" / "places" / "countries.ttl"
    countries.write_text(NORTH + SOUTH, encoding="utf-8")
    git(repository, "add", "data")
    git(repository, "commit", "--quiet", "--message", "two countries")
    git(repository, "tag", "v0.0.1")
    first = run("sound", repository, "v0.0.1")
    assert "[iri-removed]" not in first.stdout
    countries.write_text(NORTH, encoding="utf-8")
    git(repository, "commit", "--quiet", "--all", "--message", "one of them")
    git(repository, "tag", "v0.0.2")
    done = run("sound", repository, "v0.0.2")
    assert done.returncode == 1
    assert "[iri-removed]" in done.stdout


@needs_frontend
def test_what_is_attached_and_deployed_is_whole(repository: Path) -> None:
    for step in ("Export", ARRANGE):
        done = run(step, repository)
        assert done.returncode == 0, done.stderr
    name = f"twingraph-{__version__}"
    attached, files = repository / "attached", repository / "public" / "files"
    single = {path.name for path in files.iterdir() if path.is_file()}
    assert {path.name for path in attached.iterdir()} == {f"{name}.tar.gz", *single}
    assert {"twingraph.nq.gz", "manifest.json", "SHA256SUMS"} <= single
    for archive, into in ((attached / f"{name}.tar.gz", "unpacked"), (repository / "artifact.tar", "deployed")):
        (repository / into).mkdir()
        subprocess.run(["tar", "--extract", "--file", archive], cwd=repository / into, check=True)
    assert (repository / "deployed" / "index.html").is_file()
    for folder in (files, repository / "unpacked" / name, repository / "deployed" / "files"):
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=True)


def test_the_extras_of_every_form_are_installed() -> None:
    [install] = (step["run"] for step in WORKFLOW["jobs"]["build"]["steps"] if "pip install" in step.get("run", ""))
    extras = set(re.search(r"\[(.+?)\]", install)[1].split(","))  # type: ignore[index]
    assert {form.extra for form in FORMS.values() if form.extra} < extras
