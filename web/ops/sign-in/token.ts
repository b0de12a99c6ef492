/**
 * The operator's token, kept for this tab only. A browser that keeps nothing keeps it until the page is reloaded.
 *
 * @module
 */
import { type Kept, makeKept } from '../../call/storage/kept.ts';

const KEY = 'greenroom:ops-token';

export type TokenPlace = Kept;

/** @param storage throws where the browser forbids it */
export const makeTokenPlace = (storage: Parameters<typeof makeKept>[0]): TokenPlace => makeKept(storage, KEY);
