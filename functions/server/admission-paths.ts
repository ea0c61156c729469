// Which hooks the API server calls; all others are Metacontroller's.

const ADMISSION_PATHS: ReadonlySet<string> = new Set(['/default', '/validate']);

/** Whether the hook at this path is an admission webhook. */
export function isAdmissionPath(path: string): boolean {
  return ADMISSION_PATHS.has(path);
}
