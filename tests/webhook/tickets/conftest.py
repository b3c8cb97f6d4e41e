from tests.webhook.desk_fixtures import desk, dung, hoa, lan, minh, office, worker  # noqa: F401
