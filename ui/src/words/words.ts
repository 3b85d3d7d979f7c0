// Words come from assets/messages/<lang>/*.ftl; one more folder there is one more language.
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import type { MessageId } from './ids';

export type Arguments = Record<string, FluentVariable>;

export interface Words {
  /** BCP 47 tag, for `lang` and for Intl. */
  readonly lang: string;
  /** Which way its lines run. */
  readonly direction: 'ltr' | 'rtl';
  /** How much more height a line of it needs than Chinese, 1 for none. */
  readonly leading: number;
  /** The text of a message, or of its attribute by `message.attribute`. */
  text(id: MessageId, args?: Arguments): string;
}

const sources = import.meta.glob<string>('../../../assets/messages/*/*.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const files = new Map<string, string[]>();
for (const [path, source] of Object.entries(sources)) {
  const lang = path.replace(/^.*\/(.+)\/.+\.ftl$/, '$1');
  files.set(lang, [...(files.get(lang) ?? []), source]);
}

const books = new Map<string, Words>();
for (const [lang, texts] of files) books.set(lang, makeWords(lang, texts));

/** Every language that has a folder. */
export const languages: string[] = [...books.keys()];

/** What is spoken when a language has no file. */
const FIRST = 'zh-CN';

export function wordsFor(lang: string): Words {
  const words = books.get(lang) ?? books.get(FIRST);
  if (!words) throw new Error(`no words for ${lang}`);
  return words;
}

function makeWords(lang: string, texts: string[]): Words {
  const direction = textOf(bundleOf(lang, texts), 'language-name.direction') === 'rtl' ? 'rtl' : 'ltr';
  // Between words that run to the left, a number or a name keeps its own way.
  const bundle = bundleOf(lang, texts, direction === 'rtl');
  return {
    lang,
    direction,
    leading: Number(textOf(bundle, 'language-name.leading')) || 1,
    text: (id, args) => textOf(bundle, id, args),
  };
}

function bundleOf(lang: string, texts: string[], useIsolating = false): FluentBundle {
  const bundle = new FluentBundle(lang, { useIsolating });
  for (const text of texts) bundle.addResource(new FluentResource(text));
  return bundle;
}

function textOf(bundle: FluentBundle, id: MessageId, args?: Arguments): string {
  const [name = '', attribute] = id.split('.');
  const message = bundle.getMessage(name);
  const pattern = attribute ? message?.attributes[attribute] : message?.value;
  return pattern ? bundle.formatPattern(pattern, args) : id;
}
