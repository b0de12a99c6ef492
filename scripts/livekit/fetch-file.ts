import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

interface Patience {
	/** Aborting it throws; every other failure is an answer. */
	readonly signal: AbortSignal;
	/** Without a byte, after which it is given up. */
	readonly patienceMs: number;
}

export interface Failed {
	readonly outcome: 'failed';
	readonly why: string;
}

/** A small text. */
export async function fetchText(
	url: string,
	patience: Patience,
): Promise<{ readonly outcome: 'fetched'; readonly text: string } | Failed> {
	const parts: Uint8Array[] = [];
	const failure = await fetchBytes(url, patience, async (bytes) => void parts.push(bytes));
	return failure ?? { outcome: 'fetched', text: Buffer.concat(parts).toString('utf8') };
}

/** A file of any size, measured while it is written. */
export async function fetchFile(
	url: string,
	to: string,
	{ onBytes, ...patience }: Patience & { readonly onBytes: (soFar: number) => void },
): Promise<{ readonly outcome: 'fetched'; readonly sha256: string } | Failed> {
	const hash = createHash('sha256');
	let soFar = 0;
	const file = await open(to, 'w');
	try {
		const failure = await fetchBytes(url, patience, async (bytes) => {
			hash.update(bytes);
			await file.writeFile(bytes);
			soFar += bytes.length;
			onBytes(soFar);
		});
		return failure ?? { outcome: 'fetched', sha256: hash.digest('hex') };
	} finally {
		await file.close();
	}
}

async function fetchBytes(
	url: string,
	{ signal, patienceMs }: Patience,
	onBytes: (bytes: Uint8Array) => Promise<void>,
): Promise<Failed | null> {
	const stalled = new AbortController();
	const timer = setTimeout(() => stalled.abort(new Error(`nothing came for ${patienceMs / 1000} s`)), patienceMs);
	try {
		const response = await fetch(url, { signal: AbortSignal.any([signal, stalled.signal]) });
		if (!response.ok) return { outcome: 'failed', why: `${url}: HTTP ${response.status}` };
		const reader = response.body?.getReader();
		for (;;) {
			const { done, value } = (await reader?.read()) ?? { done: true };
			if (done || value === undefined) return null;
			timer.refresh();
			await onBytes(value);
		}
	} catch (error) {
		signal.throwIfAborted();
		return { outcome: 'failed', why: `${url}: ${whatHappened(error)}` };
	} finally {
		clearTimeout(timer);
	}
}

/** fetch says only "fetch failed" or "terminated"; what happened is in the cause. */
function whatHappened(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const cause = error.cause instanceof Error ? error.cause : error;
	if (cause.message !== '') return cause.message;
	// Refused on each address of a name: several errors in one, which has no message of its own.
	return 'code' in cause ? String(cause.code) : error.message;
}
