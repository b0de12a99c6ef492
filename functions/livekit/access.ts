import type { Config } from '../config.ts';

/** Below the 5 s of the smallest function that runs us; and short enough that LiveKit's SDK does not repeat a request. */
const REQUEST_TIMEOUT_SECONDS = 3;

/** How every client of the server SDK is made. */
export const accessOf = ({ livekitUrl, livekitApiKey, livekitApiSecret }: Config) =>
	[
		livekitUrl.replace(/^ws/, 'http'),
		livekitApiKey,
		livekitApiSecret,
		{ requestTimeout: REQUEST_TIMEOUT_SECONDS },
	] as const;
