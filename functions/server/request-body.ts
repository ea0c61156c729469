// Step: the bytes of a request, read from its connection, or the refusal that the sender gets.

import type { IncomingMessage } from 'node:http';
import { fail, ok, type Result } from '../kube/result.ts';
import type { BodyBudget, Claim, CutReason, Holder } from './body-budget.ts';
import { type BodyRules, createIntake } from '../requests/body-intake.ts';
import type { ProblemName } from '../requests/problems.ts';

/** The limits for reading one body. */
export interface BodyLimits extends BodyRules {
  readonly budget: BodyBudget;
}

/** A whole body, and its part of the budget: to be released after the answer was sent. */
export interface ReadBody {
  readonly bytes: Uint8Array;
  readonly claim: Claim;
}

/** The refusal for a sender that is cut off while its body is read. */
const CUT_PROBLEMS = {
  slow: 'too_slow',
  unread: 'too_slow',
  room: 'overloaded',
} as const satisfies Readonly<Record<CutReason, ProblemName>>;

/**
 * Reads a whole body within the limits. What comes after a refusal is thrown away, so that the sender gets to read the
 * answer; who sends that too slowly as well loses the connection. `onCut` is told of each cut, later ones included.
 */
export function readBody(
  request: IncomingMessage,
  limits: BodyLimits,
  onCut: (reason: CutReason) => void,
): Promise<Result<ReadBody, ProblemName>> {
  return new Promise((resolve) => {
    const sender = senderOf(request);
    let isReading = true;
    const cut = (reason: CutReason): void => {
      onCut(reason);
      if (isReading) refuse(CUT_PROBLEMS[reason]);
      else request.socket.destroy();
    };
    const claim = limits.budget.open({ ...sender, cut });
    const intake = createIntake(limits, claim, sender.announcedBytes);
    const settle = (result: Result<ReadBody, ProblemName>): void => {
      isReading = false;
      request.off('data', take).off('end', finish).off('error', breakOff).off('close', breakOff);
      // Without a listener a late error of the connection would end the process.
      request.on('error', () => undefined);
      resolve(result);
    };
    const refuse = (name: ProblemName): void => {
      intake.takeAll();
      settle(fail(name));
      drain(request, claim);
    };
    const take = (chunk: Buffer): void => {
      const problem = intake.take(chunk);
      if (problem !== undefined) refuse(problem);
    };
    const finish = (): void => settle(ok({ bytes: intake.takeAll(), claim }));
    const breakOff = (): void => refuse('incomplete');
    request.on('data', take).on('end', finish).on('error', breakOff).on('close', breakOff);
  });
}

/** Discards the rest. After the answer a request emits no `end` any more; its connection does. */
function drain(request: IncomingMessage, claim: Claim): void {
  const { socket } = request;
  claim.drop();
  const end = (): void => {
    claim.release();
    request.off('end', end).off('close', end);
    socket.off('close', end);
  };
  request.on('end', end).on('close', end).resume();
  socket.on('close', end);
  if (request.destroyed || socket.destroyed) end();
}

/** The length is unknown for a body in chunks. */
function senderOf({ headers, socket }: IncomingMessage): Omit<Holder, 'cut'> {
  const length = headers['content-length'];
  return {
    address: socket.remoteAddress ?? '',
    announcedBytes: length === undefined ? undefined : Number(length),
    arrivedBytes: () => socket.bytesRead,
  };
}
