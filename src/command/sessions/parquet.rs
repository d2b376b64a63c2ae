//! Sessions as Parquet, in groups of rows, packed with Snappy.
//!
//! Texts are UTF-8 with a dictionary, times are UTC in milliseconds; a number or time that is not told is
//! null.

use std::fs::File;
use std::io;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use super::columns::{COLUMNS, Kind, Value};

/// Rows of one group: some twenty megabytes while they wait.
const GROUP: usize = 65_536;

pub(super) struct Parquet {
    writer: SerializedFileWriter<File>,
    /// One for each of `COLUMNS`.
    columns: Vec<Column>,
    rows: usize,
}

/// The cells of one column that wait for their group to be full.
enum Column {
    Text(Vec<ByteArray>),
    Flag(Vec<bool>),
    /// The values that are told, and for each row whether one is.
    Number(Vec<i64>, Vec<i16>),
}

impl Parquet {
    pub(super) fn begun(file: File) -> io::Result<Self> {
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer = schema()
            .and_then(|schema| SerializedFileWriter::new(file, schema, Arc::new(properties)))
            .map_err(failed)?;
        Ok(Self { writer, columns: empty(), rows: 0 })
    }

    pub(super) fn row(&mut self, row: &[Value<'_>]) -> io::Result<()> {
        for (column, value) in self.columns.iter_mut().zip(row) {
            match (column, value) {
                (Column::Text(texts), Value::Text(text)) => texts.push(text.as_ref().into()),
                (Column::Flag(flags), Value::Flag(flag)) => flags.push(*flag),
                (Column::Number(numbers, told), Value::Number(number) | Value::Time(number)) => {
                    numbers.extend(number);
                    told.push(i16::from(number.is_some()));
                }
                _ => return Err(io::Error::other("a cell of another kind than its column")),
            }
        }
        self.rows += 1;
        if self.rows < GROUP { Ok(()) } else { self.group().map_err(failed) }
    }

    fn group(&mut self) -> Result<(), ParquetError> {
        let columns = std::mem::replace(&mut self.columns, empty());
        self.rows = 0;
        let mut group = self.writer.next_row_group()?;
        for column in &columns {
            match column {
                Column::Text(texts) => written::<ByteArrayType>(&mut group, texts, None)?,
                Column::Flag(flags) => written::<BoolType>(&mut group, flags, None)?,
                Column::Number(numbers, told) => {
                    written::<Int64Type>(&mut group, numbers, Some(told))?;
                }
            }
        }
        group.close().map(|_| ())
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.group().map_err(failed)?;
        }
        self.writer.close().map(|_| ()).map_err(failed)
    }
}

fn written<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, File>,
    values: &[T::T],
    told: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    column.typed::<T>().write_batch(values, told, None)?;
    column.close()
}

fn empty() -> Vec<Column> {
    let column = |kind: Kind| match kind {
        Kind::Text => Column::Text(Vec::new()),
        Kind::Flag => Column::Flag(Vec::new()),
        Kind::Number | Kind::Time => Column::Number(Vec::new(), Vec::new()),
    };
    COLUMNS.iter().map(|(_, kind)| column(*kind)).collect()
}

fn schema() -> Result<Arc<Type>, ParquetError> {
    let field = |(name, kind): &(&str, Kind)| {
        let (physical, logical, repetition) = match kind {
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String), Repetition::REQUIRED),
            Kind::Flag => (Physical::BOOLEAN, None, Repetition::REQUIRED),
            Kind::Number => (Physical::INT64, None, Repetition::OPTIONAL),
            Kind::Time => {
                let time = LogicalType::timestamp(true, TimeUnit::MILLIS);
                (Physical::INT64, Some(time), Repetition::OPTIONAL)
            }
        };
        Type::primitive_type_builder(name, physical)
            .with_logical_type(logical)
            .with_repetition(repetition)
            .build()
            .map(Arc::new)
    };
    let fields = COLUMNS.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    Type::group_type_builder("session").with_fields(fields).build().map(Arc::new)
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error.to_string())
}
