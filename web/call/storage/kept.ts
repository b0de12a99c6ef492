/**
 * One value in a browser's storage, which may be full, or forbidden altogether: nothing is kept there then.
 *
 * @module
 */

export interface Kept {
	/** `null`: nothing is kept. */
	read(): string | null;
	keep(value: string): void;
	forget(): void;
}

/** @param storage throws where the browser denies it */
export function makeKept(storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>, key: string): Kept {
	function tried<T>(act: () => T): T | null {
		try {
			return act();
		} catch {
			return null;
		}
	}
	return {
		read: () => tried(() => storage().getItem(key)),
		keep: (value) => void tried(() => storage().setItem(key, value)),
		forget: () => void tried(() => storage().removeItem(key)),
	};
}
