/**
 * A token for LiveKit's inference gateway, as agents makes it for its models.
 *
 * @module
 */
import { SignJWT } from 'jose';

export interface InferenceKeys {
	readonly apiKey: string;
	readonly apiSecret: string;
}

export const inferenceToken = ({ apiKey, apiSecret }: InferenceKeys): Promise<string> =>
	new SignJWT({ inference: { perform: true } })
		.setProtectedHeader({ alg: 'HS256' })
		.setIssuer(apiKey)
		.setSubject('agent')
		.setNotBefore('0s')
		.setExpirationTime('1m')
		.sign(new TextEncoder().encode(apiSecret));
