//! Text that comes in and text that goes out: a pointer and a length.

use std::ffi::{CStr, c_char};
use std::{ptr, slice, str};

use kitemark::{Code, Diagnostic};

use crate::error::{Failure, usage};

/// Text that belongs to somebody else: a pointer and its length in bytes, in UTF-8.
///
/// What is passed to a function is read before it returns and not kept. A length of 0 is no text, whatever the pointer.
/// Where a function returns one, a zero byte follows it, which is not counted.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct Text {
    /// Its first byte; may be null where `len` is 0.
    data: *const c_char,
    /// Its length in bytes.
    len: usize,
}

impl Text {
    /// Nothing.
    pub(crate) fn empty() -> Self {
        Self { data: ptr::null(), len: 0 }
    }

    /// Text that ends with a zero byte, which C programs may rely on but which does not count.
    pub(crate) fn terminated(text: &str) -> Self {
        Self { data: text.as_ptr().cast(), len: text.len().saturating_sub(1) }
    }

    /// Its bytes; `name` is what the parameter is called.
    pub(crate) fn bytes(&self, name: &str) -> Result<&[u8], Failure> {
        // SAFETY: the header asks for `len` bytes at `data` that stay as they are until the function returns, and only C makes
        // values of this type that are passed in. `listed` refuses null and lengths beyond what Rust allows.
        unsafe { listed(self.data.cast(), self.len, name) }
    }

    /// Its characters; `name` is what the parameter is called.
    pub(crate) fn str(&self, name: &str) -> Result<&str, Failure> {
        str::from_utf8(self.bytes(name)?).map_err(|error| {
            let message = format!("`{name}` is not UTF-8 text from byte {}", error.valid_up_to());
            Diagnostic::new(Code::NotUtf8, message).with_help("pass text in UTF-8").into()
        })
    }

    /// The same, or none where there is no text.
    pub(crate) fn given(&self, name: &str) -> Result<Option<&str>, Failure> {
        self.str(name).map(|text| Some(text).filter(|text| !text.is_empty()))
    }
}

/// The text of a C string, which ends with a zero byte. It is not copied. Null is no text.
///
/// # Safety
///
/// A zero byte follows what is at `string`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kitemark_text_of(string: *const c_char) -> Text {
    if string.is_null() {
        return Text::empty();
    }
    // SAFETY: not null; the rest is asked of the caller.
    let len = unsafe { CStr::from_ptr(string) }.count_bytes();
    Text { data: string, len }
}

/// `count` things one after another; `name` is what the parameter is called.
///
/// # Safety
///
/// Unless `data` is null or `count` is 0, there are `count` readable things at `data`, aligned, and they stay as they are for
/// `'a`.
pub(crate) unsafe fn listed<'a, T>(data: *const T, count: usize, name: &str) -> Result<&'a [T], Failure> {
    if count == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(usage(format!("`{name}` is null, though its length is {count}")).into());
    }
    if count.checked_mul(size_of::<T>()).is_none_or(|bytes| isize::try_from(bytes).is_err()) {
        return Err(usage(format!("the length of `{name}`, {count}, is more than there can be")).into());
    }
    // SAFETY: neither null nor too long; the rest is asked of the caller.
    Ok(unsafe { slice::from_raw_parts(data, count) })
}

/// Text that belongs to the caller, who frees it with `kitemark_string_free`. A zero byte follows it, which is not counted.
///
/// `data` is null where there is nothing to say, such as the award of a scorecard without one.
#[repr(C)]
#[derive(Debug)]
pub struct OwnedText {
    /// Its first byte, or null.
    data: *mut c_char,
    /// Its length in bytes.
    len: usize,
}

impl Default for OwnedText {
    fn default() -> Self {
        Self { data: ptr::null_mut(), len: 0 }
    }
}

impl From<String> for OwnedText {
    fn from(text: String) -> Self {
        let len = text.len();
        let mut bytes = text.into_bytes();
        bytes.push(0);
        Self { data: Box::into_raw(bytes.into_boxed_slice()).cast(), len }
    }
}

impl From<Option<String>> for OwnedText {
    fn from(text: Option<String>) -> Self {
        text.map_or_else(Self::default, Self::from)
    }
}

/// Frees a string and makes it empty, so that it may be freed again. Null is let be.
#[unsafe(no_mangle)]
pub extern "C" fn kitemark_string_free(string: Option<&mut OwnedText>) {
    let Some(string) = string else { return };
    let OwnedText { data, len } = std::mem::take(string);
    if !data.is_null() {
        // SAFETY: it was made from a box of `len` bytes and a zero byte, which the header asks to leave as they were; taking it
        // left null in its place.
        drop(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(data.cast::<u8>(), len + 1)) });
    }
}
