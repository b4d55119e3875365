type Json = Record<string, any>;

function resolve(schema: Json, root: Json): Json {
  const ref: string | undefined = schema.$ref;
  if (!ref?.startsWith('#/')) return schema;
  const found = ref
    .slice(2)
    .split('/')
    .reduce<any>((at, part) => at?.[part], root);
  return found ?? schema;
}

/** A schema and what it may be instead. */
function variants(schema: Json, root: Json): Json[] {
  const here = resolve(schema, root);
  const others = [here.anyOf, here.oneOf, here.allOf].flatMap(
    list => list ?? [],
  );
  return [here, ...others.flatMap((s: Json) => variants(s, root))];
}

/** The schemas that may hold at a path of a JSON schema. */
function schemasAt(root: Json, path: readonly (string | number)[]): Json[] {
  let at = variants(root, root);
  for (const step of path) {
    at = at.flatMap(schema => {
      const next =
        typeof step === 'number'
          ? schema.prefixItems?.[step] ?? schema.items
          : schema.properties?.[step] ?? schema.additionalProperties;
      return next && typeof next === 'object' ? variants(next, root) : [];
    });
  }
  return at;
}

/** The names of fields that a JSON schema knows at a path. */
export function knownKeys(
  root: Json,
  path: readonly (string | number)[],
): string[] {
  return schemasAt(root, path).flatMap(s => Object.keys(s.properties ?? {}));
}

/** The values that a JSON schema allows at a path, if it lists them. */
export function knownValues(
  root: Json,
  path: readonly (string | number)[],
): string[] {
  return schemasAt(root, path).flatMap(s =>
    [...(s.enum ?? []), ...('const' in s ? [s.const] : [])].map(String),
  );
}
