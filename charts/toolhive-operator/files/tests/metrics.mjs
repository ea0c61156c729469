// The hooks must be ready and have metrics.
const { METRICS_URL } = process.env;
for (const [path, expected] of [['/readyz', 'ok'], ['/metrics', '# TYPE ']]) {
  const { status, text } = await ask(METRICS_URL + path).catch((error) => end(false, `${path} does not answer: ${error.message}`));
  if (status !== 200 || !text.includes(expected)) end(false, `${path}: ${status} ${text.slice(0, 200)}`);
}
end(true, 'ready, with metrics');
