// Compile: when two mount paths are one place.

/** `/data/`, `//data`, `/./data` and `/data` are one place for a container runtime; the last one is the form to compare. */
export function normalMountPath(path: string): string {
  return `/${path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')}`;
}
