/** As Node names what becomes of a connection. */
const NO_ANSWER: ReadonlySet<string> = new Set([
	'EAI_AGAIN',
	'ECONNREFUSED',
	'ECONNRESET',
	'EHOSTUNREACH',
	'ENOTFOUND',
	'ETIMEDOUT',
]);

/** Why AWS was not reached, in words that say what to do. Others' errors are passed on. */
export function sayAwsFailure(error: unknown): string | null {
	if (!(error instanceof Error)) return null;
	switch (error.name) {
		case 'CredentialsProviderError':
		case 'TokenProviderError':
			return 'There are no credentials for AWS, or they have ended. Run aws sso login, or set AWS_PROFILE, as for the aws command.';
		case 'ExpiredToken':
		case 'ExpiredTokenException':
			return 'The credentials for AWS have ended. Run aws sso login again, or get new ones.';
		case 'UnrecognizedClientException':
		case 'InvalidClientTokenId':
		case 'InvalidSignatureException':
		case 'SignatureDoesNotMatch':
			return 'AWS does not know these credentials. Look at aws sts get-caller-identity.';
		case 'AccessDenied':
		case 'AccessDeniedException':
			return `AWS does not allow it: ${error.message}`;
		default:
			return 'code' in error && NO_ANSWER.has(String(error.code))
				? `AWS does not answer (${String(error.code)}). Look at the connection, and at GREENROOM_REGION.`
				: null;
	}
}

/** Who deploys a stage need not be allowed to clear up after it. */
export const isDenied = (error: unknown): boolean =>
	error instanceof Error && /^AccessDenied(?:Exception)?$|^UnauthorizedOperation$/.test(error.name);
