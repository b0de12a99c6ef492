/**
 * The operator's token, kept for this tab only. A browser that keeps nothing keeps it until the page is reloaded.
 *
 * @module
 */
const KEY = 'greenroom:ops-token';

export interface TokenPlace {
	readonly read: () => string | null;
	readonly keep: (token: string) => void;
	readonly forget: () => void;
}

/** @param storage throws where the browser forbids it */
export const makeTokenPlace = (storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): TokenPlace => {
	const tried = <T>(act: () => T): T | null => {
		try {
			return act();
		} catch {
			return null;
		}
	};
	return {
		read: () => tried(() => storage().getItem(KEY)),
		keep: (token) => void tried(() => storage().setItem(KEY, token)),
		forget: () => void tried(() => storage().removeItem(KEY)),
	};
};
