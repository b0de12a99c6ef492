/**
 * Brings bytes to where the API has said, and fetches them from there: a bucket, or the API itself.
 *
 * @module
 */
import type { Transfer } from '../../functions/protocol/files.ts';

export interface Transfers {
	/** Whether they are there now. */
	bring(transfer: Transfer, bytes: Uint8Array<ArrayBuffer>): Promise<boolean>;
	/** Null: they could not be had. */
	fetch(transfer: Transfer): Promise<Uint8Array<ArrayBuffer> | null>;
}

export interface TransferOptions {
	/** A relative URL is one of its own. */
	readonly apiUrl: string;
	readonly fetch?: typeof fetch;
	/** Of one attempt. */
	readonly timeoutMs?: number;
	/** Pauses between attempts. The same bytes again are the same file. */
	readonly pausesMs?: readonly number[];
}

export function makeTransfers(options: TransferOptions): Transfers {
	const { apiUrl, fetch = globalThis.fetch, timeoutMs = 10_000, pausesMs = [200, 1_000] } = options;

	/** Null: another attempt may do. */
	async function attempt({ url, method, headers }: Transfer, body?: Uint8Array<ArrayBuffer>): Promise<Response | null> {
		try {
			const response = await fetch(new URL(url, apiUrl), {
				method,
				headers,
				...(body === undefined ? {} : { body }),
				// Who redirects is not whom the API has named.
				redirect: 'error',
				signal: AbortSignal.timeout(timeoutMs),
			});
			return response.status >= 500 ? null : response;
		} catch {
			return null;
		}
	}

	async function repeated<T>(once: () => Promise<T | null>): Promise<T | null> {
		for (const pause of [0, ...pausesMs]) {
			if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
			const result = await once();
			if (result !== null) return result;
		}
		return null;
	}

	return {
		bring: async (transfer, bytes) => (await repeated(() => attempt(transfer, bytes)))?.ok ?? false,
		fetch: async (transfer) => {
			const found = await repeated(async () => {
				const response = await attempt(transfer);
				if (response === null) return null;
				if (!response.ok) return { bytes: null };
				// It may break off in the middle.
				const bytes = await response.arrayBuffer().catch(() => null);
				return bytes === null ? null : { bytes: new Uint8Array(bytes) };
			});
			return found?.bytes ?? null;
		},
	};
}
