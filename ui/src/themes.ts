// A theme is one file in themes/: every file there is in the page, and its name is the theme's.
const files = import.meta.glob('./themes/*.css', { eager: true });

export const themes: readonly string[] = Object.keys(files).map((path) => path.replace(/^.*\/(.+)\.css$/, '$1'));
