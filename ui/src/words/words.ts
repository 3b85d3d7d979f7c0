// Words come from assets/messages/<lang>/*.ftl; one more folder there is one more language.
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import type { MessageId } from './ids';

export type Arguments = Record<string, FluentVariable>;

export interface Words {
  /** BCP 47 tag, for `lang`; for Intl with another behind it, as no browser knows every language. */
  readonly lang: string;
  readonly direction: 'ltr' | 'rtl';
  /** What line heights are multiplied by: stacked letters need more than 1. */
  readonly leading: number;
  /**
   * The text of a message, or of its attribute by `message.attribute`. What a language does not
   * say yet is said in Chinese.
   */
  text(id: MessageId, args?: Arguments): string;
}

const sources = import.meta.glob<string>('../../../assets/messages/*/*.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The language that has every word. */
const FIRST = 'zh-CN';

const books = makeBooks(sources);

/** Every language that has a folder. */
export const languages: readonly string[] = [...books.keys()];

/** The words of this language, or of the first one where it has no folder. */
export function wordsFor(lang: string): Words {
  const words = books.get(lang) ?? books.get(FIRST);
  if (!words) throw new Error(`no words for ${lang}`);
  return words;
}

/** The language whose folder a file is in. */
export function langOf(path: string): string {
  return path.split('/').at(-2) ?? '';
}

/** The words of every language, from the texts of all files by their paths. */
export function makeBooks(texts: Record<string, string>): Map<string, Words> {
  const resources = new Map<string, FluentResource[]>();
  for (const [path, text] of Object.entries(texts)) {
    const lang = langOf(path);
    resources.set(lang, [...(resources.get(lang) ?? []), new FluentResource(text)]);
  }
  const made = new Map<string, Words>();
  const first = makeWords(FIRST, resources.get(FIRST) ?? []);
  for (const [lang, files] of resources) {
    made.set(lang, lang === FIRST ? first : makeWords(lang, files, first));
  }
  return made;
}

function makeWords(lang: string, files: FluentResource[], behind?: Words): Words {
  const about = files.flatMap(({ body }) => body).find(({ id }) => id === 'language-name');
  const direction = about?.attributes['direction'] === 'rtl' ? 'rtl' : 'ltr';
  // Between Arabic letters a name, a number or a word of another script has to stand by itself.
  const bundle = new FluentBundle(lang, { useIsolating: direction === 'rtl' });
  for (const file of files) bundle.addResource(file);
  return {
    lang,
    direction,
    leading: Number(about?.attributes['leading'] ?? 1),
    text(id, args) {
      const [name = '', attribute] = id.split('.');
      const message = bundle.getMessage(name);
      const pattern = attribute ? message?.attributes[attribute] : message?.value;
      if (pattern) return bundle.formatPattern(pattern, args);
      return behind?.text(id, args) ?? id;
    },
  };
}
