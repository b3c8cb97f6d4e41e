"""The law: documents, parameters and answers, read from YAML, checked as a whole."""
