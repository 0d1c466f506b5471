"""What was fetched: sites, runs, pages and their versions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sites",
        sa.Column("name", sa.Text(), nullable=False, comment="Name of the site file"),
        sa.Column(
            "first_seen",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When the site was first crawled or stored",
        ),
        sa.PrimaryKeyConstraint("name", name="pk_sites"),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False, comment="The command: crawl, extract, run"),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False, comment="When it began (UTC)"),
        sa.Column(
            "finished_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it ended; null while it runs or if it was killed",
        ),
        sa.Column(
            "status",
            sa.Text(),
            nullable=True,
            comment="How it ended, in one word; null while it runs or if it was killed",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_table(
        "run_counts",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False, comment="Name of the site"),
        sa.Column("name", sa.Text(), nullable=False, comment="What is counted: pages, new, unchanged, edited, failed"),
        sa.Column("count", sa.Integer(), nullable=False, comment="How many"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_run_counts_run_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["site"], ["sites.name"], name="fk_run_counts_site"),
        sa.PrimaryKeyConstraint("run_id", "site", "name", name="pk_run_counts"),
    )
    op.create_index("ix_run_counts_site", "run_counts", ["site"])
    op.create_table(
        "pages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False, comment="The address that was asked for"),
        sa.Column("final_url", sa.Text(), nullable=False, comment="The address that answered last, after redirects"),
        sa.Column("site", sa.Text(), nullable=True, comment="Name of the site, null for single addresses"),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False, comment="When it was fetched first (UTC)"),
        sa.Column(
            "last_seen",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When it was fetched last, changed or not (UTC)",
        ),
        sa.ForeignKeyConstraint(["site"], ["sites.name"], name="fk_pages_site"),
        sa.PrimaryKeyConstraint("id", name="pk_pages"),
        sa.UniqueConstraint("url", name="uq_pages_url"),
    )
    op.create_index("ix_pages_site", "pages", ["site"])
    op.create_table(
        "page_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True, comment="The run that fetched it"),
        sa.Column(
            "fetched_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="When this version was first fetched (UTC)",
        ),
        sa.Column("status", sa.Integer(), nullable=False, comment="HTTP status"),
        sa.Column("headers", sa.JSON(), nullable=False, comment="HTTP headers of the answer, names in lower case"),
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256 of the body, hexadecimal"),
        sa.Column("size", sa.Integer(), nullable=False, comment="Length of the body in bytes, before compression"),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="The body as it was sent, compressed with zlib"),
        sa.ForeignKeyConstraint(["page_id"], ["pages.id"], name="fk_page_versions_page_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_page_versions_run_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_page_versions"),
    )
    op.create_index("ix_page_versions_digest", "page_versions", ["digest"])
    op.create_index("ix_page_versions_page_id", "page_versions", ["page_id"])
    op.create_index("ix_page_versions_run_id", "page_versions", ["run_id"])
    op.create_table(
        "crawl_marks",
        sa.Column("site", sa.Text(), nullable=False, comment="Name of the site"),
        sa.Column("key", sa.Text(), nullable=False, comment="What is marked"),
        sa.Column("value", sa.Text(), nullable=False, comment="The mark"),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False, comment="When it was set (UTC)"),
        sa.ForeignKeyConstraint(["site"], ["sites.name"], name="fk_crawl_marks_site"),
        sa.PrimaryKeyConstraint("site", "key", name="pk_crawl_marks"),
    )
    op.create_table(
        "unreadable_pages",
        sa.Column("page_version_id", sa.Integer(), nullable=False),
        sa.Column("extractor", sa.Text(), nullable=False, comment="Version of the extractor"),
        sa.Column("reason", sa.Text(), nullable=False, comment="Why it could not be read, as a sentence"),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False, comment="When it was tried (UTC)"),
        sa.ForeignKeyConstraint(
            ["page_version_id"], ["page_versions.id"], name="fk_unreadable_pages_page_version_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("page_version_id", "extractor", name="pk_unreadable_pages"),
    )


def downgrade() -> None:
    op.drop_table("unreadable_pages")
    op.drop_table("crawl_marks")
    op.drop_table("page_versions")
    op.drop_table("pages")
    op.drop_table("run_counts")
    op.drop_table("runs")
    op.drop_table("sites")
