"""The base of all tables and the column types that behave alike on both databases."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import DateTime, Dialect, MetaData, Numeric, Table
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator, TypeEngine

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of all tables; constraints have names, so that migrations can speak of them."""

    metadata = MetaData(naming_convention=NAMES)


def plain(table: type[Base]) -> Table:
    """Give a table without its class, for bulk inserts: the statement is then compiled once for all."""
    return cast("Table", table.__table__)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite, which knows no time zones, keeps it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment with its time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Amount(TypeDecorator[Decimal]):
    """A number in units with up to four decimals, a `Decimal` on both databases.

    SQLite keeps whole numbers exactly and others as doubles, which is exact to fifteen digits.
    """

    impl = Numeric(24, 4)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Let SQLite take plain numbers, for it knows no decimals."""
        plain: Numeric[Any] = Numeric(24, 4, asdecimal=False) if dialect.name == "sqlite" else Numeric(24, 4)
        return dialect.type_descriptor(plain)

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> Any:
        """Pass the number on as the database takes it."""
        if value is None or dialect.name != "sqlite":
            return value
        return int(value) if value == int(value) else float(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Give a decimal without trailing zeros."""
        if value is None:
            return None
        number = Decimal(str(value))
        return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
