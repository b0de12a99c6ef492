/**
 * What every store does. Run by each implementation's test over its own store.
 *
 * @module
 */
import { describe } from 'vitest';
import { describeDeadlines } from './contract/deadlines.ts';
import { describeHits } from './contract/hits.ts';
import { describeLists } from './contract/lists.ts';
import { describeNotes } from './contract/notes.ts';
import type { StoreUnderTest } from './contract/under-test.ts';
import { describeValues } from './contract/values.ts';

export function describeStore(make: () => StoreUnderTest | Promise<StoreUnderTest>): void {
	describe('values', () => describeValues(make));
	describe('lists', () => describeLists(make));
	describe('deadlines', () => describeDeadlines(make));
	describe('notes', () => describeNotes(make));
	describe('hits and counters', () => describeHits(make));
}
