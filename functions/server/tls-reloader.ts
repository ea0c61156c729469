// Keeps the served certificate equal to the mounted files, without a restart and without a failed request.

import { constants } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import type { Server, ServerOptions } from 'node:https';
import { dirname } from 'node:path';
import { createSecureContext } from 'node:tls';
import { fail, ok, type Result } from '../kube/result.ts';
import type { TlsFiles } from './environment.ts';
import { FILE_POLL_MS } from '../requests/limits.ts';
import { errorSentence, type Log } from '../requests/log.ts';
import type { Metrics } from '../requests/metrics.ts';
import { isSamePair, readTlsPair, type TlsPair } from './tls-pair.ts';

/** The log of the reloader, and the clock that decides what is valid. */
export interface ReloaderServices {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: () => Date;
  /** Milliseconds between two looks at the files; `FILE_POLL_MS` when absent. */
  readonly pollMs?: number;
}

/** Milliseconds after a change until the files are read: kubelet and cert-manager write certificate and key one after the other. */
const SETTLE_MS = 100;

/**
 * Owns the current pair. The directories are watched, because kubelet swaps a symlink in them and never touches the
 * files; polling finds what the watch does not see. A bad pair is reported and the old one stays in use.
 */
export class TlsReloader {
  readonly #files: TlsFiles;
  readonly #services: ReloaderServices;
  #pair: TlsPair;
  #lastFailure: string | undefined;
  #server: Server | undefined;
  #settle: NodeJS.Timeout | undefined;
  #poll: NodeJS.Timeout | undefined;
  #watchers: readonly FSWatcher[] = [];

  private constructor(files: TlsFiles, services: ReloaderServices, pair: TlsPair) {
    this.#files = files;
    this.#services = services;
    this.#pair = pair;
    this.#showExpiry();
  }

  /**
   * Reads the first pair; without a usable one the server must not start. One that is expired, or not valid yet, is usable and not
   * ready.
   */
  static load(files: TlsFiles, services: ReloaderServices): Result<TlsReloader> {
    const pair = readTlsPair(files);
    if (!pair.ok) return pair;
    const reloader = new TlsReloader(files, services, pair.value);
    try {
      createSecureContext(reloader.options);
    } catch (error) {
      return fail(`The pair in ${files.certFile} and ${files.keyFile} is not usable for TLS: ${errorSentence(error)}.`);
    }
    return ok(reloader);
  }

  /** Options of the HTTPS server for the current pair. */
  get options(): ServerOptions {
    const { cert, key, clientCa } = this.#pair;
    const callers: ServerOptions = {
      requestCert: true,
      rejectUnauthorized: true,
      // A resumed session would skip the check of the caller's certificate.
      secureOptions: constants.SSL_OP_NO_TICKET,
    };
    // Without an empty list Node parses all public root certificates, which a server without callers' certificates never needs.
    const noRoots: ServerOptions = { ca: [] };
    return { minVersion: 'TLSv1.2', cert, key, ...(clientCa === undefined ? noRoots : { ...callers, ca: clientCa }) };
  }

  /** Why the current certificate cannot be served, as one sentence; undefined while it is valid. */
  get problem(): string | undefined {
    const problem = this.#timeProblem(this.#pair);
    return problem === undefined ? undefined : `The certificate ${problem}.`;
  }

  /** Follows the files from now on, for this server. */
  follow(server: Server): void {
    this.#server = server;
    const { certFile, keyFile, clientCaFile } = this.#files;
    const folders = new Set([certFile, keyFile, clientCaFile ?? certFile].map((file) => dirname(file)));
    this.#watchers = [...folders].map((folder) => this.#watch(folder));
    this.#poll = setInterval(() => this.reload(), this.#services.pollMs ?? FILE_POLL_MS).unref();
  }

  /** Stops following. */
  close(): void {
    clearTimeout(this.#settle);
    clearInterval(this.#poll);
    for (const watcher of this.#watchers) watcher.close();
  }

  /** Looks at the files now. */
  reload(): void {
    const pair = readTlsPair(this.#files);
    if (!pair.ok) return this.#refuse(pair.error);
    if (isSamePair(pair.value, this.#pair)) return this.#forgetFailure();
    const problem = this.#timeProblem(pair.value);
    if (problem !== undefined && this.problem === undefined) return this.#refuse(`The new certificate ${problem}.`);
    return this.#use(pair.value);
  }

  #watch(folder: string): FSWatcher {
    const watcher = watch(folder, { persistent: false }, () => {
      clearTimeout(this.#settle);
      this.#settle = setTimeout(() => this.reload(), SETTLE_MS).unref();
    });
    // A deleted folder ends the watch; polling continues.
    return watcher.on('error', () => watcher.close());
  }

  #use(pair: TlsPair): void {
    const before = this.#pair;
    this.#pair = pair;
    try {
      this.#server?.setSecureContext(this.options);
    } catch (error) {
      this.#pair = before;
      return this.#refuse(`The new pair is not usable for TLS: ${errorSentence(error)}.`);
    }
    this.#showExpiry();
    this.#services.metrics.certificateReloads.add(1, { result: 'success' });
    this.#services.log.info('certificate changed', { expires: pair.expiresAt.toISOString() });
    return this.#forgetFailure();
  }

  /** Logged once, not at every look. */
  #refuse(reason: string): void {
    if (reason === this.#lastFailure) return;
    this.#lastFailure = reason;
    this.#services.metrics.certificateReloads.add(1, { result: 'failure' });
    this.#services.log.error('certificate not changed, the old one stays in use', { reason });
  }

  #forgetFailure(): void {
    this.#lastFailure = undefined;
  }

  /** Callers refuse a certificate before and after its time. */
  #timeProblem({ startsAt, expiresAt }: TlsPair): string | undefined {
    const now = this.#services.clock();
    if (expiresAt <= now) return `expired at ${expiresAt.toISOString()}`;
    return startsAt > now ? `is not valid before ${startsAt.toISOString()}` : undefined;
  }

  #showExpiry(): void {
    this.#services.metrics.certificateExpiry.record(this.#pair.expiresAt.getTime() / 1000);
  }
}
