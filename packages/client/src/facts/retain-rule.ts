/** `none`: it leaves nothing. Else: the update words that end the value of its key, and the kinds whose value of the same key ends too. */
export type RetainRule =
  'none' | { readonly removes: 'always' | readonly string[]; readonly alsoRemoves?: readonly string[] };
