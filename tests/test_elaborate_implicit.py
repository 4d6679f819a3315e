"""What an equation, or a differential equation, says of derivatives that are not in it."""

import pytest

import derive

ROWS = (
    (r"Let $y(x)$ satisfy $x e^y + y = 1$. Then $\frac{dy}{dx} = -\frac{e^y}{xe^y+1}$.", "proved"),
    (r"Let $y(x)$ satisfy $x e^y + y = 1$. Then $\frac{dy}{dx} = -\frac{e^y}{e^y+1}$.", "refuted"),
    (r"Let $y = y(x)$ with $x^2+y^2 = 1$. Then $y' = -\frac{x}{y}$.", "proved"),
    (r"Let $y = y(x)$ with $x^2+y^2 = 1$. Then $y' = \frac{x}{y}$.", "refuted"),
    (r"Let $y = y(x)$ satisfy $x^2+y^2 = 25$. Then $y'' = -\frac{25}{y^3}$.", "proved"),
    (r"Let $y = y(x)$ satisfy $x^2+y^2 = 25$. Then $y'' = -\frac{25}{y^2}$.", "refuted"),
    (r"Differentiating $x^2+y^2=1$ implicitly gives $2x + 2y y' = 0$.", "proved"),
    (r"Sei $y = y(x)$ implizit gegeben durch $x^2+y^2=1$. Dann ist $y' = -\frac{x}{y}$.", "proved"),
    (r"Let $x^2+y^2=25$. At $x = 3$, $y = 4$ we have $\frac{dy}{dx} = \frac34$.", "refuted"),
    (r"Assume $pV = nRT$. Then $\frac{dV}{dp} = -\frac{V}{p}$.", "proved"),
    (r"Suppose $f'(x) = 2x$ for all $x$. Then $f''(x) = 2$.", "proved"),
    (r"Suppose $f'(x) = 2x$ for all $x$. Then $f''(x) = 2x$.", "refuted"),
    (r"Suppose $f'(x) = 0$. Then $f''(x) = 0$.", "refuted"),
    (r"Let $y'(t) = ay(t)$. Then $y''(t) = a^2y(t)$.", "proved"),
    (r"Let $y'(t) = ay(t)$. Then $y'''(t) = a^2y(t)$.", "refuted"),
    (r"Suppose $\dot x = y$ and $\dot y = -x$. Then $\frac{d}{dt}(x^2+y^2) = 0$.", "proved"),
    (r"Suppose $\dot x = y$ and $\dot y = -x$. Then $\frac{d}{dt}(x^2+2y^2) = 0$.", "refuted"),
    (r"Suppose $\dot x = y$ and $\dot y = -x$. Then $\ddot x = -x$.", "proved"),
    (r"Suppose $\dot x = y$ and $\dot y = -x$. Then $\ddot x = 0$.", "refuted"),
    (
        r"Suppose $m\ddot x = -kx$. Then $\frac{d}{dt}\left(\frac12 m\dot x^2 + \frac12 k x^2\right) = 0$.",
        "proved",
    ),
    (r"Suppose $m\ddot x = -kx$. Then $\frac{d}{dt}\left(\frac12 m\dot x^2 + k x^2\right) = 0$.", "refuted"),
    (
        r"Let $\ddot x + \omega^2 x = 0$ and $E = \frac12\dot x^2 + \frac12\omega^2x^2$. Then $\dot E = 0$.",
        "proved",
    ),
    (
        r"Let $\ddot x + \omega^2 x = 0$ and $E = \frac12\dot x^2 + \omega^2x^2$. Then $\dot E = 0$.",
        "refuted",
    ),
)


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_equations_are_differentiated_along_what_they_give(text, expected):
    last = [v for v in derive.check_text(text).verdicts if v is not None][-1]
    assert type(last).__name__.lower() == expected
