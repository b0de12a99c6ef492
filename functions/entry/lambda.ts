/**
 * The API as a Lambda function behind CloudFront. Its URL is open to everybody: LiveKit's webhooks and SDKs do not sign
 * for AWS. So nothing is done for who does not show the secret that CloudFront adds.
 *
 * @module
 */
import { makeLog } from '../log.ts';
import { Problem } from '../problem.ts';
import { readEnvironment } from '../protocol/environment.ts';
import { ORIGIN_SECRET_HEADER } from '../protocol/front.ts';
import { makeAnswer } from './aws/answering.ts';
import {
	type FunctionUrlEvent,
	type FunctionUrlResult,
	functionUrlResult,
	requestOfFunctionUrl,
} from './aws/function-url.ts';
import { showsSecret } from './aws/origin-secret.ts';
import { refusalOf } from './aws/refusal.ts';

const log = makeLog((text) => process.stdout.write(text), Date.now);
const answer = makeAnswer(process.env, log);

export async function handler(event: FunctionUrlEvent): Promise<FunctionUrlResult> {
	try {
		refuseStrangers(event);
		return await functionUrlResult(await answer(requestOfFunctionUrl(event)));
	} catch (error) {
		return functionUrlResult(refusalOf(error, log));
	}
}

/** @throws Problem `unknown_origin`; EnvironmentError, as nobody is let in without a secret */
function refuseStrangers({ headers }: FunctionUrlEvent): void {
	const { ORIGIN_SECRET: secret } = readEnvironment(process.env, ['ORIGIN_SECRET']);
	if (!showsSecret(headers[ORIGIN_SECRET_HEADER], secret))
		throw new Problem('unknown_origin', 'Ask at the address of the page.');
}
