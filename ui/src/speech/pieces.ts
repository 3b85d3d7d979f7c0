// The text of a part of the screen as it is heard: one piece for each block, in reading order.
import { computeAccessibleName, getRole, isInaccessible } from 'dom-accessibility-api';

/** Blocks wherever no style sheet says more. */
const BLOCKS = new Set(['P', 'DIV', 'LI', 'UL', 'OL', 'DL', 'DT', 'DD', 'H1', 'H2', 'H3', 'SECTION', 'NAV', 'TR', 'TD']);

/** Roles whose label is all there is to hear. */
const LABELLED = new Set(['img', 'progressbar', 'meter']);

/** Texts of `root` without what is hidden and without what `skip` picks out. */
export function pieces(root: Element, skip: (element: Element) => boolean = () => false): string[] {
  const found: string[] = [];
  let piece = '';
  const end = () => {
    const text = piece.replace(/\s+/gu, ' ').trim();
    if (text !== '') found.push(text);
    piece = '';
  };
  const walk = (node: Node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      piece += node.textContent ?? '';
      return;
    }
    if (!(node instanceof Element) || isSilent(node) || skip(node)) return;
    const isBlock = BLOCKS.has(node.tagName) || !['inline', 'contents', ''].includes(getComputedStyle(node).display);
    if (isBlock) end();
    // Parts of one line are apart for the eye by their looks, for the ear by a space.
    else piece += ' ';
    const role = getRole(node);
    if (role !== null && LABELLED.has(role)) {
      piece += computeAccessibleName(node);
    } else {
      const label = node.getAttribute('aria-label');
      if (label !== null && node !== root) {
        piece += label;
        end();
      }
      node.childNodes.forEach(walk);
    }
    if (isBlock) end();
    else piece += ' ';
  };
  walk(root);
  end();
  return found;
}

/** Hidden, covered by a sheet, or a picture without words. */
export function isSilent(element: Element): boolean {
  if (element.closest('[inert]')) return true;
  const svg = element.closest('svg');
  if (svg && !svg.hasAttribute('aria-label')) return true;
  return isInaccessible(element);
}
