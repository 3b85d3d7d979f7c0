export const samples: { name: string; view: (lang: string) => import('../bindings/View').View }[] = [];
