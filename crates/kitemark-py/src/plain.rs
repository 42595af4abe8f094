//! Results as plain objects of Python: dictionaries, lists, texts, whole numbers, and exact fractions.
//!
//! Whatever serialises is taken over as its JSON has it, but for fractions: they come as `fractions.Fraction`, not cut.

use std::fmt;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyType};
use serde::ser::{self, Serialize};

/// A value as a plain object.
pub(crate) fn plain<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    value.serialize(Plain(py)).map_err(|Failed(error)| error)
}

/// Why a value has no plain form; none of the results is such.
#[derive(Debug)]
struct Failed(PyErr);

impl fmt::Display for Failed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl std::error::Error for Failed {}

impl ser::Error for Failed {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(PyValueError::new_err(message.to_string()))
    }
}

impl From<PyErr> for Failed {
    fn from(error: PyErr) -> Self {
        Self(error)
    }
}

type Made<'py> = Result<Bound<'py, PyAny>, Failed>;

#[derive(Clone, Copy)]
struct Plain<'py>(Python<'py>);

/// A fraction from `n/d`.
fn fraction<'py>(text: &Bound<'py, PyAny>) -> Made<'py> {
    static FRACTION: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    Ok(FRACTION.import(text.py(), "fractions", "Fraction")?.call1((text,))?)
}

/// What Python has a type of its own for.
macro_rules! as_it_is {
    ($($method:ident: $of:ty),* $(,)?) => {
        $(fn $method(self, value: $of) -> Made<'py> {
            let Ok(made) = value.into_pyobject(self.0);
            Ok(made.to_owned().into_any())
        })*
    };
}

impl<'py> ser::Serializer for Plain<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;
    type SerializeSeq = Items<'py>;
    type SerializeTuple = Items<'py>;
    type SerializeTupleStruct = Items<'py>;
    type SerializeTupleVariant = Items<'py>;
    type SerializeMap = Entries<'py>;
    type SerializeStruct = Entries<'py>;
    type SerializeStructVariant = Entries<'py>;

    /// By which fractions know that they need not be cut.
    fn is_human_readable(&self) -> bool {
        false
    }

    as_it_is!(
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_i128: i128,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_u128: u128,
        serialize_f32: f32,
        serialize_f64: f64,
        serialize_char: char,
        serialize_str: &str,
    );

    fn serialize_bytes(self, value: &[u8]) -> Made<'py> {
        Ok(pyo3::types::PyBytes::new(self.0, value).into_any())
    }

    fn serialize_none(self) -> Made<'py> {
        Ok(self.0.None().into_bound(self.0))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Made<'py> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Made<'py> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Made<'py> {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Made<'py> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Made<'py> {
        let inner = value.serialize(self)?;
        if name == "Fraction" { fraction(&inner) } else { Ok(inner) }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Made<'py> {
        tagged(Some(variant), value.serialize(self)?)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'py>, Failed> {
        Ok(Items { list: PyList::empty(self.0), variant: None })
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'py>, Failed> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'py>, Failed> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'py>, Failed> {
        Ok(Items { list: PyList::empty(self.0), variant: Some(variant) })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries<'py>, Failed> {
        Ok(Entries { dict: PyDict::new(self.0), key: None, variant: None })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Entries<'py>, Failed> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries<'py>, Failed> {
        Ok(Entries { dict: PyDict::new(self.0), key: None, variant: Some(variant) })
    }
}

/// What stands below the name of its variant, if it has one.
fn tagged<'py>(variant: Option<&'static str>, inner: Bound<'py, PyAny>) -> Made<'py> {
    let Some(variant) = variant else { return Ok(inner) };
    let dict = PyDict::new(inner.py());
    dict.set_item(variant, inner)?;
    Ok(dict.into_any())
}

struct Items<'py> {
    list: Bound<'py, PyList>,
    variant: Option<&'static str>,
}

impl<'py> Items<'py> {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        Ok(self.list.append(value.serialize(Plain(self.list.py()))?)?)
    }

    fn made(self) -> Made<'py> {
        tagged(self.variant, self.list.into_any())
    }
}

macro_rules! items {
    ($($of:ident: $method:ident),*) => {
        $(impl<'py> ser::$of for Items<'py> {
            type Ok = Bound<'py, PyAny>;
            type Error = Failed;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
                self.push(value)
            }

            fn end(self) -> Made<'py> {
                self.made()
            }
        })*
    };
}
items!(
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field
);

struct Entries<'py> {
    dict: Bound<'py, PyDict>,
    /// The key whose value comes next.
    key: Option<Bound<'py, PyAny>>,
    variant: Option<&'static str>,
}

impl<'py> ser::SerializeMap for Entries<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Failed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failed> {
        self.key = Some(key.serialize(Plain(self.dict.py()))?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        let value = value.serialize(Plain(self.dict.py()))?;
        Ok(self.dict.set_item(self.key.take(), value)?)
    }

    fn end(self) -> Made<'py> {
        tagged(self.variant, self.dict.into_any())
    }
}

macro_rules! fields {
    ($($of:ident),*) => {
        $(impl<'py> ser::$of for Entries<'py> {
            type Ok = Bound<'py, PyAny>;
            type Error = Failed;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Failed> {
                Ok(self.dict.set_item(key, value.serialize(Plain(self.dict.py()))?)?)
            }

            fn end(self) -> Made<'py> {
                tagged(self.variant, self.dict.into_any())
            }
        })*
    };
}
fields!(SerializeStruct, SerializeStructVariant);
