//! The structure tree in the file: how a reader that cannot see gets through the slip
//! (ISO 32000-1, 14.7; ISO 14289-1).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::document::text;
use crate::paint::{Place, role_name};
use crate::tags::{Kid, Node, NodeId, PieceId, Role, Tree};

/// Writes the tree and gives the object to which the catalog must point.
pub(crate) fn write(
    document: &mut Document,
    tree: &Tree,
    places: &BTreeMap<usize, Place>,
    pages: &[ObjectId],
) -> ObjectId {
    let root = document.new_object_id();
    let writer = Writer {
        ids: tree
            .nodes
            .iter()
            .map(|_| document.new_object_id())
            .collect(),
        tree,
        places,
        pages,
    };
    for (at, node) in tree.nodes.iter().enumerate() {
        if writer.is_wanted(NodeId(at)) {
            let element = writer.element(node, root);
            document
                .objects
                .insert(writer.ids[at], Object::Dictionary(element));
        }
    }
    let parents = writer.parent_tree();
    let next = i64::try_from(pages.len()).unwrap_or(0);
    let parents = document.add_object(dictionary! { "Nums" => parents });
    let top = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => vec![Object::Reference(writer.ids[0])],
        "ParentTree" => parents,
        "ParentTreeNextKey" => next,
    };
    document.objects.insert(root, Object::Dictionary(top));
    root
}

struct Writer<'a> {
    ids: Vec<ObjectId>,
    tree: &'a Tree,
    places: &'a BTreeMap<usize, Place>,
    pages: &'a [ObjectId],
}

impl Writer<'_> {
    /// Nodes without content are left out, save cells: a table has to stay regular.
    fn is_wanted(&self, id: NodeId) -> bool {
        let node = &self.tree.nodes[id.0];
        matches!(node.role, Role::Cell | Role::ColumnHead | Role::RowHead)
            || node.kids.iter().any(|kid| match kid {
                Kid::Node(id) => self.is_wanted(*id),
                Kid::Piece(id) => self.places.contains_key(&id.0),
            })
    }

    fn element(&self, node: &Node, root: ObjectId) -> Dictionary {
        let parent = node.parent.map_or(root, |parent| self.ids[parent.0]);
        let pieces = || node.kids.iter().filter_map(|kid| self.place(*kid));
        let page = pieces().next().map(|place| place.page);
        let mut element = dictionary! {
            "Type" => "StructElem",
            "S" => role_name(node.role),
            "P" => parent,
            "K" => self.kids(node, page),
        };
        if let Some(page) = page {
            element.set("Pg", self.pages[page]);
        }
        if let Some(lang) = node.lang {
            element.set("Lang", text(lang));
        }
        if let Some(alt) = &node.alt {
            element.set("Alt", text(alt));
        }
        let scope = |scope: &str| dictionary! { "O" => "Table", "Scope" => scope };
        match node.role {
            Role::ColumnHead => element.set("A", scope("Column")),
            Role::RowHead => element.set("A", scope("Row")),
            Role::Figure => {
                if let Some(place) = pieces().next() {
                    let area: Vec<Object> = place.area.iter().map(|&at| at.into()).collect();
                    let placed =
                        dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => area };
                    element.set("A", placed);
                }
            }
            Role::Document
            | Role::Part
            | Role::Heading
            | Role::Paragraph
            | Role::Span
            | Role::Table
            | Role::TableRow
            | Role::Cell => {}
        }
        element
    }

    fn place(&self, kid: Kid) -> Option<&Place> {
        match kid {
            Kid::Piece(PieceId(id)) => self.places.get(&id),
            Kid::Node(_) => None,
        }
    }

    /// A number alone is content on the element's own page.
    fn kids(&self, node: &Node, page: Option<usize>) -> Vec<Object> {
        let mut kids = Vec::new();
        for kid in &node.kids {
            match (*kid, self.place(*kid)) {
                (Kid::Node(id), _) if self.is_wanted(id) => kids.push(self.ids[id.0].into()),
                (_, Some(place)) if Some(place.page) == page => kids.push(place.mcid.into()),
                (_, Some(place)) => kids.push(Object::Dictionary(dictionary! {
                    "Type" => "MCR",
                    "Pg" => self.pages[place.page],
                    "MCID" => place.mcid,
                })),
                (_, None) => {}
            }
        }
        kids
    }

    /// For every page, by its number: the element of each piece of marked content.
    fn parent_tree(&self) -> Vec<Object> {
        let mut of_pages = vec![BTreeMap::new(); self.pages.len()];
        for (piece, place) in self.places {
            let element = self.ids[self.tree.pieces[*piece].0];
            of_pages[place.page].insert(place.mcid, Object::Reference(element));
        }
        let mut numbers = Vec::new();
        for (page, elements) in (0_i64..).zip(of_pages) {
            numbers.push(page.into());
            // Marked content is numbered from 0 without gaps.
            numbers.push(Object::Array(elements.into_values().collect()));
        }
        numbers
    }
}
