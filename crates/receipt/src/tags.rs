//! The document's logical structure: what each piece is, in reading order.

/// A node of the structure tree, by its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NodeId(pub(crate) usize);

/// A piece of content on a page, by its place in the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PieceId(pub(crate) usize);

/// What a node is to a reader (ISO 32000-1, 14.8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Document,
    /// One of several papers in one file.
    Part,
    Heading,
    Paragraph,
    Span,
    Table,
    TableRow,
    /// The head of a column.
    ColumnHead,
    /// The head of a row.
    RowHead,
    Cell,
    Figure,
}

/// A child of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kid {
    Node(NodeId),
    Piece(PieceId),
}

/// One node.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) role: Role,
    pub(crate) parent: Option<NodeId>,
    /// The language, where it is not the document's.
    pub(crate) lang: Option<&'static str>,
    /// What a figure says to whoever cannot see it.
    pub(crate) alt: Option<String>,
    pub(crate) kids: Vec<Kid>,
}

/// The tree, with the document as its first node.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// The node of each piece.
    pub(crate) pieces: Vec<NodeId>,
}

/// The root of every tree.
pub(crate) const DOCUMENT: NodeId = NodeId(0);

impl Tree {
    pub(crate) fn new() -> Self {
        let root = Node {
            role: Role::Document,
            parent: None,
            lang: None,
            alt: None,
            kids: Vec::new(),
        };
        Self {
            nodes: vec![root],
            pieces: Vec::new(),
        }
    }

    /// A new last child of `parent`.
    pub(crate) fn node(&mut self, parent: NodeId, role: Role) -> NodeId {
        self.add(parent, role, None, None)
    }

    /// A new last child of `parent` in English.
    pub(crate) fn english(&mut self, parent: NodeId) -> NodeId {
        self.add(parent, Role::Span, Some("en"), None)
    }

    /// A figure with what it says in words.
    pub(crate) fn figure(&mut self, parent: NodeId, alt: String) -> NodeId {
        self.add(parent, Role::Figure, None, Some(alt))
    }

    /// A new last piece of `node`.
    pub(crate) fn piece(&mut self, node: NodeId) -> PieceId {
        let id = PieceId(self.pieces.len());
        self.pieces.push(node);
        self.nodes[node.0].kids.push(Kid::Piece(id));
        id
    }

    fn add(
        &mut self,
        parent: NodeId,
        role: Role,
        lang: Option<&'static str>,
        alt: Option<String>,
    ) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(Node {
            role,
            parent: Some(parent),
            lang,
            alt,
            kids: Vec::new(),
        });
        self.nodes[parent.0].kids.push(Kid::Node(id));
        id
    }
}
