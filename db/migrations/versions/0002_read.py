"""What was read: reports, events, facts and the words behind them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False, comment="How many events it holds"),
        sa.Column("reports", sa.Integer(), nullable=False, comment="How many reports they stand in"),
        sa.PrimaryKeyConstraint("id", name="pk_identities"),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("page_version_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True, comment="The run that read it"),
        sa.Column("extractor", sa.Text(), nullable=False, comment="Version of the extractor that read it"),
        sa.Column(
            "is_current",
            sa.Boolean(),
            nullable=False,
            comment="Whether this reading of the page is in force; only then it has events and facts",
        ),
        sa.Column(
            "is_linked",
            sa.Boolean(),
            nullable=False,
            comment="Whether it was compared with the other reports since it was stored",
        ),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False, comment="When it was stored (UTC)"),
        sa.Column("key", sa.Text(), nullable=False, comment="Id of the report in the extractor's output"),
        sa.Column("url", sa.Text(), nullable=True, comment="Address as the report names it"),
        sa.Column("title", sa.Text(), nullable=False, comment="Headline"),
        sa.Column(
            "published", sa.Text(), nullable=True, comment="Day, or day and minute, of publication as the page says it"
        ),
        sa.Column("published_day", sa.Date(), nullable=True, comment="Day of publication"),
        sa.Column("source", sa.Text(), nullable=True, comment="The medium that the page names as its source"),
        sa.Column(
            "text",
            sa.Text(),
            nullable=False,
            comment="Body of the article, paragraphs parted by line feeds; offsets count its characters from 0",
        ),
        sa.Column(
            "text_digest",
            sa.Text(),
            nullable=False,
            comment="SHA-256 of the body's letters and digits alone: equal for copies",
        ),
        sa.Column(
            "document",
            sa.LargeBinary(),
            nullable=False,
            comment="The report as the extractor gave it but for its text: JSON, compressed with zlib",
        ),
        sa.Column(
            "document_digest", sa.Text(), nullable=False, comment="SHA-256 of the report with its text, hexadecimal"
        ),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_reports_page_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["page_version_id"], ["page_versions.id"], name="fk_reports_page_version_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_reports_run_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.UniqueConstraint("page_version_id", "extractor", name="uq_reports_page_version_id_extractor"),
    )
    op.create_index("ix_reports_page_id", "reports", ["page_id"])
    op.create_index("ix_reports_published_day", "reports", ["published_day"])
    op.create_index("ix_reports_run_id", "reports", ["run_id"])
    op.create_index("ix_reports_text_digest", "reports", ["text_digest"])
    op.create_index(
        "uq_reports_current_page",
        "reports",
        ["page_id"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column(
            "identity_id",
            sa.Integer(),
            nullable=True,
            comment="What it is together with events of other reports; null alone",
        ),
        sa.Column("key", sa.Text(), nullable=False, comment="Id of the event in its report"),
        sa.Column("kind", sa.Text(), nullable=False, comment="operation, campaign, incident or context"),
        sa.Column("name", sa.Text(), nullable=True, comment="Proper name of the operation, without quotation marks"),
        sa.Column(
            "start_date",
            sa.Text(),
            nullable=True,
            comment="Start as precisely as the text says: 2019, 2019-06 or 2019-06-25",
        ),
        sa.Column("end_date", sa.Text(), nullable=True, comment="End as precisely as the text says"),
        sa.Column("first_day", sa.Date(), nullable=True, comment="First day of start_date, for queries"),
        sa.Column("last_day", sa.Date(), nullable=True, comment="Last day of end_date, for queries"),
        sa.CheckConstraint("kind IN ('operation', 'campaign', 'incident', 'context')", name=op.f("ck_events_kind")),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name="fk_events_identity_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_events_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("report_id", "key", name="uq_events_report_id_key"),
    )
    op.create_index("ix_events_identity_id", "events", ["identity_id"])
    op.create_index("ix_events_kind_last_day", "events", ["kind", "last_day"])
    op.create_index("ix_events_name", "events", ["name"])
    op.create_table(
        "event_places",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False, comment="jurisdiction (of the lead agency) or place (of action)"),
        sa.Column(
            "path",
            sa.Text(),
            nullable=False,
            comment="Names from the province down, parted by /; abroad from the country down",
        ),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order in the report, from 0"),
        sa.Column(
            "locates",
            sa.Boolean(),
            nullable=False,
            comment="Whether it says where the event was: a place, or a jurisdiction of an event without places",
        ),
        sa.Column(
            "code", sa.Text(), nullable=True, comment="Division code valid at the time; ISO 3166 or UN M49 code abroad"
        ),
        sa.Column("country", sa.Text(), nullable=False, comment="中国, or the country or region abroad"),
        sa.Column("province", sa.Text(), nullable=True, comment="Path of the province"),
        sa.Column(
            "prefecture",
            sa.Text(),
            nullable=True,
            comment="Path of the prefecture; a municipality and a city directly under its province are their own",
        ),
        sa.Column("county", sa.Text(), nullable=True, comment="Path of the county, district or county-level city"),
        sa.CheckConstraint("role IN ('jurisdiction', 'place')", name=op.f("ck_event_places_role")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_event_places_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "role", "path", name="pk_event_places"),
    )
    op.create_index("ix_event_places_code", "event_places", ["code"])
    op.create_index("ix_event_places_county", "event_places", ["county"])
    op.create_index("ix_event_places_path", "event_places", ["path"])
    op.create_index("ix_event_places_prefecture", "event_places", ["prefecture"])
    op.create_index("ix_event_places_province", "event_places", ["province"])
    op.create_table(
        "event_offences",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False, comment="Offence code of the vocabulary"),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order in the report, from 0"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_event_offences_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "code", name="pk_event_offences"),
    )
    op.create_index("ix_event_offences_code", "event_offences", ["code"])
    op.create_table(
        "event_agencies",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, comment="Name as full as the text allows"),
        sa.Column("position", sa.Integer(), nullable=False, comment="Order in the report, from 0; the first leads"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_event_agencies_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "name", name="pk_event_agencies"),
    )
    op.create_index("ix_event_agencies_name", "event_agencies", ["name"])
    op.create_table(
        "event_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "field",
            sa.Text(),
            nullable=False,
            comment="The field that it stands for: name, start, end, jurisdiction, places, agencies …",
        ),
        sa.Column("value", sa.Text(), nullable=False, comment="The value of the field that was read"),
        sa.Column(
            "span_start", sa.Integer(), nullable=False, comment="Offset of its first character in the report's text"
        ),
        sa.Column("span_end", sa.Integer(), nullable=False, comment="Offset after its last character"),
        sa.Column("quote", sa.Text(), nullable=False, comment="The words themselves"),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_event_evidence_event_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_event_evidence"),
    )
    op.create_index("ix_event_evidence_event_id", "event_evidence", ["event_id"])
    op.create_table(
        "facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "part_of_id",
            sa.Integer(),
            nullable=True,
            comment="The fact of the same report of which this one is a share",
        ),
        sa.Column("key", sa.Text(), nullable=False, comment="Id of the fact in its report"),
        sa.Column("measure", sa.Text(), nullable=False, comment="What is counted: a code of the vocabulary"),
        sa.Column("value", sa.Numeric(24, 4), nullable=False, comment="The number, in units; the floor of a vague one"),
        sa.Column("qualifier", sa.Text(), nullable=False, comment="exact; over (at least), under (less than), about"),
        sa.Column(
            "unit",
            sa.Text(),
            nullable=False,
            comment="person, gang, place, case, lead, an ISO 4217 code, or the item's classifier",
        ),
        sa.Column(
            "item", sa.Text(), nullable=True, comment="What was seized or removed, for items_seized and online_removed"
        ),
        sa.Column("as_of", sa.Text(), nullable=True, comment="Day up to which the count holds, as precisely as said"),
        sa.Column("as_of_day", sa.Date(), nullable=True, comment="Last day of as_of, for queries"),
        sa.Column("quote", sa.Text(), nullable=False, comment="The words that say it"),
        sa.Column("span_start", sa.Integer(), nullable=True, comment="Offset of the quote in the report's text"),
        sa.Column("span_end", sa.Integer(), nullable=True, comment="Offset after the quote"),
        sa.Column("rule", sa.Text(), nullable=True, comment="The rule that read it; null in annotations"),
        sa.Column(
            "confidence",
            sa.Double(),
            nullable=True,
            comment="Share of right facts expected among facts like it, 0 to 1",
        ),
        sa.CheckConstraint("qualifier IN ('exact', 'over', 'under', 'about')", name=op.f("ck_facts_qualifier")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name="fk_facts_event_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["part_of_id"], ["facts.id"], name="fk_facts_part_of_id", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_facts_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_facts"),
        sa.UniqueConstraint("report_id", "key", name="uq_facts_report_id_key"),
    )
    op.create_index("ix_facts_event_id", "facts", ["event_id"])
    op.create_index("ix_facts_item", "facts", ["item"])
    op.create_index("ix_facts_measure_value", "facts", ["measure", "value"])
    op.create_index("ix_facts_part_of_id", "facts", ["part_of_id"])
    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="place, agency, operation, offence or quantity"),
        sa.Column("role", sa.Text(), nullable=True, comment="What a place or agency does in the text, where known"),
        sa.Column(
            "span_start", sa.Integer(), nullable=False, comment="Offset of its first character in the report's text"
        ),
        sa.Column("span_end", sa.Integer(), nullable=False, comment="Offset after its last character"),
        sa.Column("text", sa.Text(), nullable=False, comment="The words themselves"),
        sa.Column("value", sa.JSON(), nullable=False, comment="What they were read as, by kind"),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_mentions_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_mentions"),
    )
    op.create_index("ix_mentions_kind_text", "mentions", ["kind", "text"])
    op.create_index("ix_mentions_report_id", "mentions", ["report_id"])


def downgrade() -> None:
    op.drop_table("mentions")
    op.drop_table("facts")
    op.drop_table("event_evidence")
    op.drop_table("event_agencies")
    op.drop_table("event_offences")
    op.drop_table("event_places")
    op.drop_table("events")
    op.drop_table("reports")
    op.drop_table("identities")
