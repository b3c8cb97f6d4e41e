"""Rasa's reader of training files, made to read them once."""

from __future__ import annotations

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData


class ReadOnceImporter(RasaFileImporter):
    """Keeps what it has read: one training asks for the same examples three times, some seconds each."""

    _examples: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The examples of all NLU files; callers merge them, which copies."""
        if self._examples is None:
            self._examples = super().get_nlu_data(language)
        return self._examples
