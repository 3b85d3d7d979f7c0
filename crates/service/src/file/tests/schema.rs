//! The JSON Schema of a service's file, for editors. It is made from the types the file is read
//! with, and committed: `UPDATE_SCHEMA=1 cargo test -p service` writes it anew.

use std::path::PathBuf;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

use crate::file::shape::ServiceFile;

/// The schema as it is committed, to hold files against.
pub(super) struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    pub(super) fn committed() -> Self {
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        let text = std::fs::read_to_string(path()).expect("the schema is there");
        let schema = serde_json::from_str(&text).expect("the schema is JSON");
        let name = "service.schema.json";
        compiler.add_resource(name, schema).expect("a resource");
        let index = compiler.compile(name, &mut schemas).expect("a schema");
        Self { schemas, index }
    }

    /// Whether a file has the shape.
    pub(super) fn takes(&self, toml: &str) -> bool {
        let Ok(value) = toml::from_str::<Value>(toml) else {
            return false;
        };
        self.schemas.validate(&value, self.index).is_ok()
    }
}

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/service.schema.json")
}

#[test]
fn the_schema_that_editors_use_is_that_of_the_types() {
    let schema = schemars::schema_for!(ServiceFile);
    let text = serde_json::to_string_pretty(&schema).expect("JSON") + "\n";
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(path(), &text).expect("written");
    }
    let committed = std::fs::read_to_string(path()).unwrap_or_default();
    assert!(
        committed == text,
        "docs/service.schema.json is not current: UPDATE_SCHEMA=1 cargo test -p service"
    );
}
