"""Small pictures of the people and the bot, drawn here, since nobody simulated has an account with one."""

import hashlib
from io import BytesIO

import simcord
from PIL import Image, ImageDraw, ImageFont
from simcord.backend.cdn import CDN_BASE
from simcord.backend.models import User

_SIZE = 96
_COLOURS = ("#c2410c", "#15803d", "#7e22ce", "#0e7490", "#be123c", "#4d7c0f", "#1d4ed8", "#a16207", "#9d174d")


def give_faces(env: simcord.Env) -> None:
    """Give every account a picture: the bot its mark, people their initial."""
    people = 0
    for user in env.backend.users.values():
        if user.bot:
            _give(env, user, _mark())
        else:
            _give(env, user, _initial(user.global_name or user.name, _COLOURS[people % len(_COLOURS)]))
            people += 1


def _give(env: simcord.Env, user: User, picture: Image.Image) -> None:
    png = BytesIO()
    picture.save(png, "PNG")
    user.avatar = hashlib.sha256(png.getvalue()).hexdigest()[:32]
    env.backend.cdn._blobs[f"{CDN_BASE}/avatars/{user.id}/{user.avatar}.png"] = png.getvalue()


def _initial(name: str, colour: str) -> Image.Image:
    picture = Image.new("RGB", (_SIZE, _SIZE), colour)
    font = ImageFont.load_default(size=_SIZE * 0.5)
    middle = (_SIZE / 2, _SIZE / 2)
    ImageDraw.Draw(picture).text(middle, name[:1].upper(), fill="white", font=font, anchor="mm")
    return picture


def _mark() -> Image.Image:
    # Drawn four times as large and made smaller, for smooth edges.
    picture = Image.new("RGB", (_SIZE * 4, _SIZE * 4), "#5865f2")
    draw = ImageDraw.Draw(picture)
    for line in (((248, 108), (136, 108), (136, 276), (248, 276)), ((136, 192), (232, 192))):
        draw.line(line, fill="white", width=34, joint="curve")
    draw.ellipse((252, 170, 296, 214), fill="#ffd166")
    return picture.resize((_SIZE, _SIZE), Image.Resampling.LANCZOS)
