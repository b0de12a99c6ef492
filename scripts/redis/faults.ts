/** What can be asked to go wrong with a request. */
export type Fault =
	/** It is done, and the connection breaks before the answer. */
	| { readonly kind: 'reply lost' }
	/** Nothing is done, and the connection breaks. */
	| { readonly kind: 'request lost' }
	/** It is done, and the answer comes this much later. */
	| { readonly kind: 'late'; readonly ms: number }
	/** It is not done: the rate of requests is limited, or a proxy stands where the store should. */
	| { readonly kind: 'status'; readonly status: 429 | 503 }
	/** Nothing is done, and the answer is not what was asked for. */
	| { readonly kind: 'answer'; readonly body: string }
	/** It is done by a Redis that has forgotten all scripts. */
	| { readonly kind: 'scripts flushed' };

export interface Faults {
	/** The next request meets the first of them, the one after it the second, `null` meets none. */
	next(...faults: (Fault | null)[]): void;
	/** For a request that has come. */
	take(): Fault | null;
}

export function createFaults(): Faults {
	const coming: (Fault | null)[] = [];
	return { next: (...faults) => void coming.push(...faults), take: () => coming.shift() ?? null };
}

/** How Upstash, or a proxy before it, answers what it does not do. */
export const REFUSALS = {
	429: { type: 'application/json', body: '{"error":"ERR max requests limit exceeded"}' },
	503: { type: 'text/html', body: '<html><body><h1>503 Service Unavailable</h1></body></html>' },
} as const;
