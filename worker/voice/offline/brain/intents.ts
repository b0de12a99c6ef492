/**
 * Everything that the offline demo understands. This table is its understanding, the recogniser's grammar and the help.
 *
 * @module
 */
import type { Intent } from './intent.ts';
import { courtesy } from './intents/courtesy.ts';
import { fallbackFor, helpFor } from './intents/help.ts';
import { list } from './intents/list.ts';
import { memory } from './intents/memory.ts';
import { play } from './intents/play.ts';
import { timeAndDate } from './intents/time.ts';

const known: readonly Intent[] = [...timeAndDate, ...list, ...memory, ...play, ...courtesy];

export const INTENTS: readonly Intent[] = [helpFor(known), ...known];

/** Said to everything else. */
export const FALLBACK = fallbackFor(known);
