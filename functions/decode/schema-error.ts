// Step: one sentence out of what a generated validator says.

/** What Ajv reports of one violation; the generated validators list them in `errors`. */
export interface SchemaError {
  /** JSON pointer to the value. */
  readonly instancePath: string;
  readonly message?: string | undefined;
}

/** The first violation as a sentence with the place: `SyncRequest: parent.metadata must have required property 'name'.` */
export function firstSchemaError(what: string, errors: readonly SchemaError[] | null | undefined): string {
  const [first] = errors ?? [];
  if (first === undefined) return `The body is not a valid ${what}.`;
  const place = first.instancePath
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
  return `The body is not a valid ${what}: ${place === '' ? 'it' : place} ${first.message ?? 'is wrong'}.`;
}
