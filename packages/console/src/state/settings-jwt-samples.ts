// How a back end says who its visitor is, in five languages (ID4). The claims are those the relay checks: `sub`, `aud` = the site, `iat`, `exp`
// at most a day ahead, `jti`; the header names the secret by `kid`. Pure; the Node sample is run in a test.

export interface TokenSample {
  id: 'node' | 'python' | 'php' | 'ruby' | 'go';
  language: string;
  code: string;
}

export function tokenSamples(siteId: string, kid: string): readonly TokenSample[] {
  return [
    {
      id: 'node',
      language: 'Node.js',
      code: `import { createHmac, randomUUID } from 'node:crypto';

export function identityToken(user, secret) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const text = [
    part({ alg: 'HS256', typ: 'JWT', kid: '${kid}' }),
    part({
      sub: user.id,
      aud: '${siteId}',
      iat: now,
      exp: now + 3600, // at most 24 hours
      jti: randomUUID(),
      name: user.name,
      email: user.email,
      email_verified: user.emailVerified === true,
    }),
  ].join('.');
  return text + '.' + createHmac('sha256', secret).update(text).digest('base64url');
}`,
    },
    {
      id: 'python',
      language: 'Python',
      code: `import time, uuid
import jwt  # PyJWT

def identity_token(user, secret):
    now = int(time.time())
    return jwt.encode(
        {
            "sub": user.id,
            "aud": "${siteId}",
            "iat": now,
            "exp": now + 3600,  # at most 24 hours
            "jti": str(uuid.uuid4()),
            "name": user.name,
            "email": user.email,
            "email_verified": user.email_verified,
        },
        secret,
        algorithm="HS256",
        headers={"kid": "${kid}"},
    )`,
    },
    {
      id: 'php',
      language: 'PHP',
      code: `<?php
use Firebase\\JWT\\JWT;

function identity_token($user, string $secret): string {
    $now = time();
    return JWT::encode([
        'sub' => $user->id,
        'aud' => '${siteId}',
        'iat' => $now,
        'exp' => $now + 3600, // at most 24 hours
        'jti' => bin2hex(random_bytes(16)),
        'name' => $user->name,
        'email' => $user->email,
        'email_verified' => $user->emailVerified,
    ], $secret, 'HS256', '${kid}');
}`,
    },
    {
      id: 'ruby',
      language: 'Ruby',
      code: `require 'jwt'
require 'securerandom'

def identity_token(user, secret)
  now = Time.now.to_i
  claims = {
    sub: user.id,
    aud: '${siteId}',
    iat: now,
    exp: now + 3600, # at most 24 hours
    jti: SecureRandom.uuid,
    name: user.name,
    email: user.email,
    email_verified: user.email_verified
  }
  JWT.encode(claims, secret, 'HS256', { kid: '${kid}' })
end`,
    },
    {
      id: 'go',
      language: 'Go',
      code: `import (
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
)

func IdentityToken(user User, secret []byte) (string, error) {
	now := time.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"sub":            user.ID,
		"aud":            "${siteId}",
		"iat":            now.Unix(),
		"exp":            now.Add(time.Hour).Unix(), // at most 24 hours
		"jti":            uuid.NewString(),
		"name":           user.Name,
		"email":          user.Email,
		"email_verified": user.EmailVerified,
	})
	token.Header["kid"] = "${kid}"
	return token.SignedString(secret)
}`,
    },
  ];
}
