/**
 * The API at CloudFront's edge (Lambda@Edge, origin request with its body). Opt-in: the store has one primary region, which
 * a function next to it asks faster than one next to the visitor.
 *
 * @module
 */
import { makeLog } from '../log.ts';
import { makeAnswer } from './aws/answering.ts';
import { type EdgeResult, edgeResult, type OriginRequestEvent, requestOfOriginRequest } from './aws/origin-request.ts';
import { refusalOf } from './aws/refusal.ts';
import type { Settings } from './settings/check.ts';

/** A function at the edge has no variables of its own: the bundler puts these in. None of them is a secret. */
declare const EDGE_SETTINGS: Settings;

const log = makeLog((text) => process.stdout.write(text), Date.now);
const answer = makeAnswer({ ...process.env, ...EDGE_SETTINGS }, log);

export async function handler(event: OriginRequestEvent): Promise<EdgeResult> {
	try {
		return await edgeResult(await answer(requestOfOriginRequest(event)));
	} catch (error) {
		return edgeResult(refusalOf(error, log));
	}
}
