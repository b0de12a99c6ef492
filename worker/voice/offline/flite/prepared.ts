/** Sentences beyond this many push the oldest out; one takes 150 kB. */
const LIMIT = 16;

/** What was made ahead, by text. Bounded: the oldest goes first. */
export interface Prepared<T> {
	/** Begins `make` unless the text is there, or on its way, already. A failure is not kept. */
	add(text: string, make: () => Promise<T>): Promise<T>;
	get(text: string): Promise<T> | undefined;
}

export function makePrepared<T>(limit = LIMIT): Prepared<T> {
	const entries = new Map<string, Promise<T>>();
	return {
		add(text, make) {
			const known = entries.get(text);
			if (known !== undefined) return known;
			const made = make();
			entries.set(text, made);
			made.catch(() => entries.delete(text));
			for (const oldest of entries.keys()) {
				if (entries.size <= limit) break;
				entries.delete(oldest);
			}
			return made;
		},
		get: (text) => entries.get(text),
	};
}
