type Schema = Record<string, any>;

function sample(schema: Schema): string | undefined {
  if (schema.default !== undefined) return JSON.stringify(schema.default);
  if (schema.enum) return String(schema.enum[0]);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  switch (schema.type) {
    case 'string':
      return '""';
    case 'integer':
    case 'number':
      return String(schema.minimum ?? 0);
    case 'boolean':
      return 'false';
    case 'array':
      return '[]';
    default:
      return undefined;
  }
}

/**
 * The text that a new definition begins with: a line for each value that a kind asks for, and the
 * others as comments, so that nobody begins before an empty page.
 *
 * @param schema - JSON schema of the body
 * @param chosen - values that were chosen before, where there is a choice
 */
export function yamlStart(
  schema: Schema,
  indent = '',
  chosen: Readonly<Record<string, string>> = {},
): string {
  const properties = Object.entries<Schema>(schema.properties ?? {});
  const required = new Set<string>(schema.required ?? []);
  // What has a default may be left out, whatever the schema of the stored form says.
  const isNeeded = ([name, property]: [string, Schema]) =>
    required.has(name) && property.default === undefined;
  // Within something that must be there, something must be: the first, if any will do.
  const needed = properties.filter(isNeeded);
  const first = indent && needed.length === 0 ? properties[0]?.[0] : undefined;

  const lines = properties.map(([name, property]) => {
    const isLine = isNeeded([name, property]) || name === first;
    if (isLine && property.properties)
      return `${indent}${name}:\n${yamlStart(property, `${indent}  `)}`;
    const value = property.enum?.includes(chosen[name])
      ? chosen[name]
      : sample(property);
    return `${indent}${isLine ? '' : '# '}${name}: ${value ?? '{}'}`;
  });
  return lines.join('\n');
}
