"""Ask this container's web server whether it is well; for the container's health check."""

import http.client
import os
import sys

PORT = 8000
SECONDS = 5


def main() -> int:
    """Return 0 when `/health/` answers 200, else 1."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=SECONDS)
    try:
        # Casework answers only to its public host name.
        connection.request("GET", "/health/", headers={"Host": os.environ.get("SITE_HOST", "localhost")})
        return 0 if connection.getresponse().status == http.client.OK else 1
    except (OSError, http.client.HTTPException):
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
