"""What is one: links between reports and between events."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_shingles",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column(
            "hash",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="CRC-32 of a run of four letters or digits",
        ),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_report_shingles_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("report_id", "hash", name="pk_report_shingles"),
    )
    op.create_index("ix_report_shingles_hash", "report_shingles", ["hash"])
    op.create_table(
        "report_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("left_id", sa.Integer(), nullable=False, comment="The report stored first"),
        sa.Column("right_id", sa.Integer(), nullable=False, comment="The other report"),
        sa.Column("why", sa.Text(), nullable=False, comment="The reason, as words"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, comment="When the link was made (UTC)"),
        sa.CheckConstraint("left_id < right_id", name=op.f("ck_report_links_order")),
        sa.ForeignKeyConstraint(["left_id"], ["reports.id"], name="fk_report_links_left_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["right_id"], ["reports.id"], name="fk_report_links_right_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_report_links"),
        sa.UniqueConstraint("left_id", "right_id", name="uq_report_links_left_id_right_id"),
    )
    op.create_index("ix_report_links_right_id", "report_links", ["right_id"])
    op.create_table(
        "event_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("left_id", sa.Integer(), nullable=False, comment="The event stored first"),
        sa.Column("right_id", sa.Integer(), nullable=False, comment="The other event"),
        sa.Column("rule", sa.Text(), nullable=False, comment="The rule that made it: copy, facts, case_name, name"),
        sa.Column("why", sa.Text(), nullable=False, comment="The reason, as words"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, comment="When the link was made (UTC)"),
        sa.CheckConstraint("left_id < right_id", name=op.f("ck_event_links_order")),
        sa.ForeignKeyConstraint(["left_id"], ["events.id"], name="fk_event_links_left_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["right_id"], ["events.id"], name="fk_event_links_right_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_event_links"),
        sa.UniqueConstraint("left_id", "right_id", name="uq_event_links_left_id_right_id"),
    )
    op.create_index("ix_event_links_right_id", "event_links", ["right_id"])
    op.create_table(
        "link_vetoes",
        sa.Column("left_page_id", sa.Integer(), nullable=False),
        sa.Column("left_key", sa.Text(), nullable=False, comment="Id of the event in the report of the left page"),
        sa.Column("right_page_id", sa.Integer(), nullable=False),
        sa.Column("right_key", sa.Text(), nullable=False, comment="Id of the event in the report of the right page"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False, comment="When they were parted (UTC)"),
        sa.ForeignKeyConstraint(["left_page_id"], ["pages.id"], name="fk_link_vetoes_left_page_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["right_page_id"], ["pages.id"], name="fk_link_vetoes_right_page_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("left_page_id", "left_key", "right_page_id", "right_key", name="pk_link_vetoes"),
    )


def downgrade() -> None:
    op.drop_table("link_vetoes")
    op.drop_table("event_links")
    op.drop_table("report_links")
    op.drop_table("report_shingles")
