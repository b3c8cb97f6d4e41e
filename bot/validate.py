"""`python -m bot.validate`: Rasa's own check of domain, rules and stories, and ours of the examples."""

from __future__ import annotations

import logging
import os
import sys
import warnings

from bot import logs
from bot.env import enter
from bot.examples import button_intents, find_faults, read_examples
from bot.fingerprint import ROOT


def project_faults() -> list[str]:
    """What Rasa's validator warns of; here each warning is a fault."""
    from rasa.shared.importers.importer import TrainingDataImporter
    from rasa.validator import Validator

    importer = TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")]
    )
    validator = Validator.from_importer(importer)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        checks = {
            "domain": validator.verify_domain_validity(),
            "actions": validator.verify_actions_in_stories_rules(),
            "slots": validator.verify_slot_mappings(),
            "intents": validator.verify_nlu(ignore_warnings=False),
            "stories": validator.verify_story_structure(ignore_warnings=False),
        }
    told = [str(warning.message) for warning in caught if issubclass(warning.category, UserWarning)]
    failed = [f"Rasa's check of the {name} fails." for name, passed in checks.items() if not passed]
    missing = [f"{name}: button of bot/payloads.yaml, not an intent of domain.yml." for name in button_intents()]
    return told + failed + [line for line in missing if line.split(":")[0] not in validator.domain.intents]


def main() -> int:
    pairs = read_examples(ROOT / "data/nlu")
    faults = [*find_faults(pairs), *project_faults()]
    for fault in faults:
        print(fault)
    intents = len({intent for _, intent in pairs})
    print(
        f"{len(pairs)} examples of {intents} intents, {len(faults)} faults." if faults else "Training data: no fault."
    )
    return 1 if faults else 0


if __name__ == "__main__":
    enter("bot.validate", sys.argv[1:])
    os.chdir(ROOT)
    logs.configure()
    logging.disable(logging.ERROR)
    sys.exit(main())
