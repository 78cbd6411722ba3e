//! Folders that real sync tools carry to a kiosk, and what is watched while they do.
//!
//! [`written`] is an office's folder that is edited at random, every page and picture with a stamp; [`carrier`] are the
//! tools; [`shoulder`] reads every generation that a kiosk keeps and finds torn and mixed pages; [`lane`] puts a kiosk
//! behind a tool.

pub mod carrier;
pub mod lane;
pub mod mount;
pub mod shoulder;
pub mod stamped;
pub mod syncthing;
pub mod written;
