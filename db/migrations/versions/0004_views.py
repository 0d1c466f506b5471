"""Views for people who write SQL: v_facts and v_operations.

A later migration that rebuilds a table below these views on SQLite drops them first and makes them again.
"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LISTS = {
    "jurisdiction": (
        "event_places",
        "path",
        "role = 'jurisdiction'",
        "Regions that the lead agency answers for, parted by ;",
    ),
    "places": ("event_places", "path", "role = 'place'", "Where the police acted, parted by ;"),
    "agencies": ("event_agencies", "name", "1 = 1", "Police bodies, parted by ; (the first one leads)"),
    "offences": ("event_offences", "code", "1 = 1", "Codes of the offences, parted by ;"),
}

FACTS = [
    ("f.id", "fact_id", "Number of the fact"),
    ("f.event_id", "event_id", "Number of the event"),
    ("coalesce(e.identity_id, e.id)", "operation_id", "Number of the event over all reports that tell of it"),
    ("f.report_id", "report_id", "Number of the report"),
    ("e.kind", "kind", "operation, campaign, incident or context"),
    ("e.name", "name", "Proper name of the operation"),
    ("f.measure", "measure", "What is counted"),
    ("f.value", "value", "The number, in units"),
    ("f.qualifier", "qualifier", "exact; over (at least), under (less than), about"),
    ("f.unit", "unit", "person, gang, place, case, lead, an ISO 4217 code, or the item's classifier"),
    ("f.item", "item", "What was seized or removed"),
    ("f.part_of_id", "part_of_id", "The fact of which this one is a share; leave such facts out of sums"),
    ("f.as_of", "as_of", "Day up to which the count holds"),
    ("e.start_date", "start_date", "Start of the event as precisely as the text says"),
    ("e.end_date", "end_date", "End of the event as precisely as the text says"),
    ("e.first_day", "first_day", "First day of start_date"),
    ("e.last_day", "last_day", "Last day of end_date"),
    *(("", name, comment) for name, (*_, comment) in LISTS.items()),
    ("f.quote", "quote", "The words that say it"),
    ("f.confidence", "confidence", "Share of right facts expected among facts like it"),
    ("r.title", "title", "Headline of the report"),
    ("r.published", "published", "Day, or day and minute, of publication"),
    ("r.source", "source", "The medium that the page names as its source"),
    ("p.url", "url", "Address of the page"),
    ("p.site", "site", "Name of the site"),
    ("r.extractor", "extractor", "Version of the extractor"),
    ("coalesce(i.reports, 1) - 1", "copies", "How many other reports tell of the event"),
]

OPERATIONS = [
    ("e.operation_id", "operation_id", "Number of the operation; v_facts has the same"),
    ("e.id", "event_id", "The event that stands for it: of the report with the latest end, then published last"),
    ("e.report_id", "report_id", "The report of that event"),
    ("e.name", "name", "Proper name"),
    ("e.start_date", "start_date", "Start as precisely as the text says"),
    ("e.end_date", "end_date", "End as precisely as the text says"),
    ("e.first_day", "first_day", "First day of start_date"),
    ("e.last_day", "last_day", "Last day of end_date"),
    *(("", name, comment) for name, (*_, comment) in LISTS.items()),
    ("e.title", "title", "Headline of the report"),
    ("e.published", "published", "Day, or day and minute, of publication"),
    ("e.url", "url", "Address of the page"),
    ("e.reports", "reports", "How many reports tell of the operation"),
]

FROM_FACTS = """FROM facts f
JOIN events e ON e.id = f.event_id
JOIN reports r ON r.id = f.report_id
JOIN pages p ON p.id = r.page_id
LEFT JOIN identities i ON i.id = e.identity_id"""

FROM_OPERATIONS = """FROM (
  SELECT e.id, e.report_id, coalesce(e.identity_id, e.id) AS operation_id, e.name, e.start_date, e.end_date, e.first_day,
    e.last_day, r.title, r.published, p.url, coalesce(i.reports, 1) AS reports,
    row_number() OVER (
      PARTITION BY coalesce(e.identity_id, e.id)
      ORDER BY e.last_day DESC NULLS LAST, r.published_day DESC NULLS LAST, e.id
    ) AS choice
  FROM events e
  JOIN reports r ON r.id = e.report_id
  JOIN pages p ON p.id = r.page_id
  LEFT JOIN identities i ON i.id = e.identity_id
  WHERE e.kind = 'operation'
) e
WHERE e.choice = 1"""

VIEWS = {
    "v_facts": ("Every fact in force, with its event and report", FACTS, FROM_FACTS),
    "v_operations": ("Every operation once, however many reports tell of it", OPERATIONS, FROM_OPERATIONS),
}


def joined(dialect: str, name: str) -> str:
    """Give the expression for a list of an event `e`, in the order of the report."""
    table, column, condition, _ = LISTS[name]
    gather = "group_concat" if dialect == "sqlite" else "string_agg"
    rows = f"SELECT {column} AS one FROM {table} WHERE event_id = e.id AND {condition} ORDER BY position"  # noqa: S608
    return f"(SELECT {gather}(one, ';') FROM ({rows}) AS listed)"  # noqa: S608


def upgrade() -> None:
    dialect = op.get_bind().dialect.name
    for view, (comment, columns, source) in VIEWS.items():
        lines = [f"  {expression or joined(dialect, name)} AS {name}" for expression, name, _ in columns]
        said = [
            f"{line}{',' if line is not lines[-1] else ''} -- {column[2]}"
            for line, column in zip(lines, columns, strict=True)
        ]
        body = "\n".join(said)
        op.execute(f"CREATE VIEW {view} AS -- {comment}\nSELECT\n{body}\n{source}")
        if dialect == "postgresql":
            op.execute(f"COMMENT ON VIEW {view} IS '{comment}'")
            for _, name, note in columns:
                quoted = note.replace("'", "''")
                op.execute(f"COMMENT ON COLUMN {view}.{name} IS '{quoted}'")


def downgrade() -> None:
    for view in VIEWS:
        op.execute(f"DROP VIEW {view}")
