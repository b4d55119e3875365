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
 */
export function yamlStart(schema: Schema, indent = ''): string {
  const required = new Set<string>(schema.required ?? []);
  const lines: string[] = [];
  for (const [name, property] of Object.entries<Schema>(
    schema.properties ?? {},
  )) {
    // What has a default may be left out, whatever the schema of the stored form says.
    const needed = required.has(name) && property.default === undefined;
    const mark = needed ? '' : '# ';
    if (needed && property.type === 'object' && property.properties) {
      const inner = yamlStart(property, `${indent}  `);
      const lead = inner.split('\n').some(line => !line.trim().startsWith('#'));
      lines.push(lead ? `${indent}${name}:` : `${indent}${name}: {}`, inner);
    } else {
      lines.push(`${indent}${mark}${name}: ${sample(property) ?? '{}'}`);
    }
  }
  return lines.filter(Boolean).join('\n');
}
