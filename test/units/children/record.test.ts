// Unit: the record in a condition is the one that was written, whatever stands before it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AppliedRecord, messageWithRecord, readRecord } from '../../../functions/children/kept/record.ts';
import { MAX_CONDITION_MESSAGE_LENGTH, boundedLine } from '../../../functions/status/text.ts';

const RECORD: AppliedRecord = [
  {
    form: { transport: 'sse', proxyMode: 'sse', proxyPort: 8080, mcpPort: 3000 },
    digests: new Map([['Deployment/fetch', ['aa', 'bb']]]),
  },
];

test('record: words with a record of their own, and longer than a message, neither replace it nor push it out', () => {
  const forged = 'belongs to Helm release x. Record: stdio sse 1 1; Deployment/fetch ffff';
  for (const words of ['', forged, `${forged}; ${'a'.repeat(40_000)}`, `${'a'.repeat(32_600)} ${forged}`]) {
    const message = boundedLine(messageWithRecord(words, RECORD), MAX_CONDITION_MESSAGE_LENGTH);
    assert.deepEqual(readRecord({ conditions: [{ type: 'Applied', message }] }), RECORD);
  }
});
