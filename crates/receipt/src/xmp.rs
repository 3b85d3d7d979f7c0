//! The file's description of itself in XMP, equal to its Info dictionary.

/// What the file says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Description {
    pub(crate) title: String,
    /// When the slip was issued, `YYYY-MM-DD HH:MM:SS`, if it was said in that form.
    pub(crate) date: Option<String>,
}

/// Who made the file.
pub(crate) const PRODUCER: &str = "Hallpass";

impl Description {
    /// Takes the date over only in the one form that both dictionaries can say.
    pub(crate) fn new(title: String, issued_at: &str) -> Self {
        let date = is_date(issued_at).then(|| issued_at.to_owned());
        Self { title, date }
    }

    /// The date as Info says it (ISO 32000-1, 7.9.4), local time.
    pub(crate) fn info_date(&self) -> Option<String> {
        let digits = |date: &String| {
            date.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        self.date.as_ref().map(|date| format!("D:{}", digits(date)))
    }

    /// The packet: PDF/A-2a, PDF/UA-1, title, date, producer. PDF/A-2 knows no property of PDF/UA,
    /// so the packet describes it itself.
    pub(crate) fn packet(&self) -> String {
        let title = escaped(&self.title);
        let dates = self.date.as_ref().map_or_else(String::new, |date| {
            let date = date.replacen(' ', "T", 1);
            format!(
                "<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>"
            )
        });
        format!(
            r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdf:Producer>{PRODUCER}</pdf:Producer>{dates}
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"#,
            bom = '\u{feff}',
        )
    }
}

fn is_date(text: &str) -> bool {
    let form = "0000-00-00 00:00:00";
    let fits = |(have, form): (char, char)| match form {
        '0' => have.is_ascii_digit(),
        other => have == other,
    };
    text.len() == form.len() && text.chars().zip(form.chars()).all(fits)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
