@echo off
setlocal
cd /d "%~dp0"
if not exist wheels\ (
    echo 请先把压缩包整个解压到一个文件夹，再运行这里的“安装.bat”。
    goto end
)
set "PY="
if exist "python\python.exe" set "PY=%~dp0python\python.exe"
if not defined PY for /f "delims=" %%i in ('py -{python} -c "import sys; print(sys.executable)" 2^>nul') do set "PY=%%i"
if not defined PY for /f "delims=" %%i in ('python -c "import sys; print(sys.executable)" 2^>nul') do set "PY=%%i"
if not defined PY (
    echo 没有找到 Python {python}，请看“先读我.txt”第一步。
    goto end
)
"%PY%" install.py
:end
pause
